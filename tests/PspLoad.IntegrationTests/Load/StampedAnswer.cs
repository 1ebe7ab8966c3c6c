using System.Runtime.InteropServices;

namespace PspLoad.IntegrationTests.Load;

/// <summary>
/// An answer with the server's own time stamp. It is a struct because a closed model keeps a million of them, and the garbage collector would
/// stop the injector to trace a million objects.
/// </summary>
/// <param name="IntendedStart">start according to the timetable, since the measured phase began</param>
/// <param name="Stamp">time at which the server answered: CLOCK_MONOTONIC, in ticks of a Stopwatch</param>
/// <param name="ResponseMs">time from the intended start to the stamp, ms</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StampedAnswer(TimeSpan IntendedStart, long Stamp, double ResponseMs);
