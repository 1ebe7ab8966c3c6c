using System.Runtime.InteropServices;

namespace PspLoad.Core.Runs.Failover;

/// <summary>Effect of one fault on iterations, totalled over a period.</summary>
/// <param name="Failed">iterations</param>
/// <param name="Indeterminate">iterations</param>
/// <param name="Slow">iterations that completed, but too late for the recovery criterion</param>
/// <param name="Completed">iterations, assigned by their end time</param>
/// <param name="FirstError">end of the first error, ns; <see cref="long.MaxValue"/> if there is none</param>
/// <param name="LastError">end of the last error, ns; <see cref="long.MinValue"/> if there is none</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WindowCounts(long Failed, long Indeterminate, long Slow, long Completed, long FirstError, long LastError)
{
    public static WindowCounts None { get; } = new(0, 0, 0, 0, long.MaxValue, long.MinValue);

    public static WindowCounts operator +(WindowCounts a, WindowCounts b) =>
        new(
            a.Failed + b.Failed,
            a.Indeterminate + b.Indeterminate,
            a.Slow + b.Slow,
            a.Completed + b.Completed,
            Math.Min(a.FirstError, b.FirstError),
            Math.Max(a.LastError, b.LastError)
        );

    /// <summary>The counts plus one iteration that was meant to start in this period.</summary>
    public WindowCounts With(in RequestEnd iteration, long slowest) =>
        iteration.Outcome switch
        {
            RequestOutcome.Failed => this with { Failed = Failed + 1 },
            RequestOutcome.Indeterminate => this with { Indeterminate = Indeterminate + 1 },
            _ when iteration.Response > slowest => this with { Slow = Slow + 1 },
            _ => this,
        };

    public WindowCounts WithError(long end) => this with { FirstError = Math.Min(FirstError, end), LastError = Math.Max(LastError, end) };
}
