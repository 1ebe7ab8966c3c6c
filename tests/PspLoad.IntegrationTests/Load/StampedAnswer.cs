using System.Runtime.InteropServices;

namespace PspLoad.IntegrationTests.Load;

/// <summary>An answer as the server knows it. No object of its own: a closed model keeps a million of them, which the collector would stop
/// the injector for.</summary>
/// <param name="IntendedStart">from the timetable, since the measured phase began</param>
/// <param name="Stamp">CLOCK_MONOTONIC at which the server answered, ticks of a Stopwatch</param>
/// <param name="ResponseMs">from the intended start to the stamp, ms</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StampedAnswer(TimeSpan IntendedStart, long Stamp, double ResponseMs);
