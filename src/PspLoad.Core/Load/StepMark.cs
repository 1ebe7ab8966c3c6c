using System.Runtime.InteropServices;

namespace PspLoad.Core.Load;

/// <summary>A step that has begun. Times in nanoseconds since the measured phase began, on the injector's monotonic clock.</summary>
/// <param name="Step">index into <see cref="IFlow.Steps"/></param>
/// <param name="IntendedStart">when the timetable meant it to start</param>
/// <param name="Start">when it did</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StepMark(int Step, long IntendedStart, long Start);
