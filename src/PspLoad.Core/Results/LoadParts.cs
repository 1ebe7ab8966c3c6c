using System.Text.Json.Serialization;
using PspLoad.Core.Load;

namespace PspLoad.Core.Results;

/// <summary>What became of everything that was scheduled: scheduled = completed + failed + timedOut + dropped.</summary>
/// <param name="Scheduled">arrivals of the timetable; started iterations, in the closed model</param>
/// <param name="Completed">ended without error</param>
/// <param name="Failed">ended with an error that is known</param>
/// <param name="TimedOut">no whole answer in time (connect or read time-out, or cut off at the end of the run): the outcome is indeterminate</param>
/// <param name="Dropped">never started: <c>maxInFlight</c> was reached</param>
public sealed record ArrivalsPart(long Scheduled, long Completed, long Failed, long TimedOut, long Dropped)
{
    public static ArrivalsPart None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>The accounting identity: nothing that was scheduled disappears, and nothing else appears.</summary>
    [JsonIgnore]
    public bool Balances => Scheduled == Completed + Failed + TimedOut + Dropped;

    public static ArrivalsPart operator +(ArrivalsPart a, ArrivalsPart b) =>
        new(a.Scheduled + b.Scheduled, a.Completed + b.Completed, a.Failed + b.Failed, a.TimedOut + b.TimedOut, a.Dropped + b.Dropped);
}

/// <summary>Iterations a second over the measured phase.</summary>
/// <param name="TargetTps">scheduled</param>
/// <param name="AchievedTps">completed</param>
public sealed record ThroughputPart(double TargetTps, double AchievedTps);

/// <summary>A distribution of times, in ms; all 0 when nothing was measured.</summary>
public sealed record TimesPart(double Min, double Mean, double P50, double P75, double P90, double P95, double P99, double P999, double Max);

/// <summary>One flow: whole iterations, think time left out.</summary>
public sealed record FlowPart(string Name, ArrivalsPart Arrivals, TimesPart ResponseTimeMs, IReadOnlyList<StepPart> Steps, IReadOnlyList<ErrorPart> Errors);

/// <summary>One step of a flow.</summary>
/// <param name="Name">from the flow</param>
/// <param name="Count">ends, whatever the outcome</param>
/// <param name="Errors">of them, with an error</param>
/// <param name="ResponseTimeMs">all outcomes</param>
public sealed record StepPart(string Name, long Count, long Errors, TimesPart ResponseTimeMs);

/// <summary>How often one kind of error ended something.</summary>
/// <param name="Kind">how it ended, in the words of <see cref="ErrorKinds.Label"/></param>
/// <param name="Count">how often</param>
/// <param name="Examples">the first few details, at most three; text from outside, never trusted</param>
public sealed record ErrorPart(ErrorKind Kind, long Count, IReadOnlyCollection<string> Examples);

/// <summary>One condition of the scenario.</summary>
/// <param name="Expression">as written</param>
/// <param name="Actual">
/// milliseconds for a time, percent for a share, per second for a rate, else a count, whatever unit the expression has; null when nothing was measured
/// </param>
/// <param name="Passed">whether it is met</param>
public sealed record ThresholdPart(string Expression, double? Actual, bool Passed);
