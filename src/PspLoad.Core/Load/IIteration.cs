using System.Runtime.InteropServices;

namespace PspLoad.Core.Load;

/// <summary>
/// One iteration of a flow, as the engine hands it to the flow. Valid until <see cref="IFlow.RunAsync"/> returns; the engine uses the object again.
/// </summary>
public interface IIteration
{
    /// <summary>
    /// Number of the arrival in the run, from 0, warm-up included: unique, and the same flow and random values come with it for the same seed.
    /// </summary>
    long Number { get; }

    /// <summary>Index of the virtual user, from 0; it runs one iteration at a time, so an array indexed by it needs no lock.</summary>
    int VirtualUser { get; }

    /// <summary>True while warming up: the iteration is counted and measured apart.</summary>
    bool IsWarmUp { get; }

    /// <summary>Time since the measured phase began on the injector's monotonic clock; negative while warming up.</summary>
    TimeSpan Now { get; }

    /// <summary>Time at which the timetable meant this iteration to start, same clock as <see cref="Now"/>.</summary>
    TimeSpan IntendedStart { get; }

    /// <summary>Random values that depend on the seed of the run and <see cref="Number"/> only.</summary>
    Random Random { get; }

    /// <summary>Cancelled when the graceful stop is over: give up at once.</summary>
    CancellationToken Stopping { get; }

    /// <summary>
    /// Starts the clock of a step. The first step is meant to start when the iteration was; a later one when its think time ended, else now. Steps may overlap
    /// (the same request sent twice at once).
    /// </summary>
    /// <param name="index">index into <see cref="IFlow.Steps"/></param>
    StepMark BeginStep(int index);

    /// <summary>Stops the clock of a step and records it once. The first step that failed decides how the iteration ended.</summary>
    /// <param name="mark">what <see cref="BeginStep"/> returned</param>
    /// <param name="kind">how the step ended</param>
    /// <param name="detail">one line for whoever looks for the cause; the first few of each kind are kept. No secret, no PAN.</param>
    void EndStep(in StepMark mark, ErrorKind kind = ErrorKind.None, string? detail = null);

    /// <summary>Marks the iteration as failed without a step: for flows with no steps, and for checks across steps. The first call counts.</summary>
    void Fail(ErrorKind kind, string? detail = null);

    /// <summary>Waits as a person would, woken by the timetable's thread. Think time is no part of any response time. Not for overlapping use.</summary>
    ValueTask ThinkAsync(TimeSpan duration);
}

/// <summary>A step that has begun. Times in nanoseconds since the measured phase began, on the injector's monotonic clock.</summary>
/// <param name="Step">index into <see cref="IFlow.Steps"/></param>
/// <param name="IntendedStart">when the timetable meant it to start</param>
/// <param name="Start">when it did</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StepMark(int Step, long IntendedStart, long Start);
