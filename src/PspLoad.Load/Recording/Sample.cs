using PspLoad.Core.Load;

namespace PspLoad.Load.Recording;

/// <summary>One recorded end of a step or of an iteration. Times in nanoseconds since the measured phase began.</summary>
/// <param name="IntendedStart">from the timetable</param>
/// <param name="Start">when it really started</param>
/// <param name="End">when the answer was complete and checked</param>
/// <param name="ThinkTime">nanoseconds of think time inside; steps have none</param>
/// <param name="Row">flow and step, as <see cref="RowTable"/> numbers them</param>
/// <param name="Kind">how it ended</param>
/// <param name="IsWarmUp">whether its iteration was meant to start before the measured phase</param>
/// <param name="IsDropped">never started: <c>maxInFlight</c> refused it</param>
public readonly record struct Sample(long IntendedStart, long Start, long End, long ThinkTime, int Row, ErrorKind Kind, bool IsWarmUp, bool IsDropped = false);
