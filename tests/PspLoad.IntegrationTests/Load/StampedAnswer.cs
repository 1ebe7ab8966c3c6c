namespace PspLoad.IntegrationTests.Load;

/// <summary>An answer as the server knows it.</summary>
/// <param name="IntendedStart">from the timetable, since the measured phase began</param>
/// <param name="Stamp">CLOCK_MONOTONIC at which the server answered, ticks of a Stopwatch</param>
/// <param name="ResponseMs">from the intended start to the stamp, ms</param>
internal sealed record StampedAnswer(TimeSpan IntendedStart, long Stamp, double ResponseMs);
