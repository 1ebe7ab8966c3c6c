using System.Runtime.InteropServices;

namespace PspLoad.Core.Runs.Failover;

/// <summary>What one fault did to iterations, summed up over a time.</summary>
/// <param name="Failed">iterations</param>
/// <param name="Indeterminate">iterations</param>
/// <param name="Slow">iterations that completed, too late for the recovery criterion</param>
/// <param name="Completed">iterations by the time of their end</param>
/// <param name="FirstError">end of the first error, ns; <see cref="long.MaxValue"/> where there is none</param>
/// <param name="LastError">end of the last error, ns; <see cref="long.MinValue"/> where there is none</param>
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

    /// <summary>With one iteration that was meant to start in this time.</summary>
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
