using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Wording;

/// <summary>A fault as every report shows it: from its injection until the service was back.</summary>
/// <param name="From">seconds since the measured phase began</param>
/// <param name="To">seconds since the measured phase began; the end of the run if the service never came back</param>
/// <param name="Name">fault and host</param>
/// <param name="Story">what it did, one line</param>
internal sealed record FaultSpan(double From, double To, string Name, string Story)
{
    public static IReadOnlyList<FaultSpan> Of(RunDocument run) => [.. run.Faults.Select(fault => Of(fault, run.DurationSeconds))];

    private static FaultSpan Of(FaultPart fault, double duration)
    {
        // A shorter span would be invisible in a chart.
        var shortest = duration / 400;
        var to = fault.RecoveredAfterSeconds is { } after ? fault.InjectedAtSeconds + Math.Max(after, shortest) : duration;
        return new FaultSpan(
            fault.InjectedAtSeconds,
            Math.Min(Math.Max(to, fault.InjectedAtSeconds + shortest), duration),
            $"{fault.Name} on {fault.Target}",
            StoryOf(fault)
        );
    }

    private static string StoryOf(FaultPart fault)
    {
        var detected = fault.FirstErrorAfterSeconds is { } first ? $"detected after {Humane.Seconds(first)}" : "no error followed";
        var recovered = fault.RecoveredAfterSeconds switch
        {
            null => "not recovered",
            0 => "service never missed its criterion",
            { } after => $"recovered after {Humane.Seconds(after)}",
        };
        var (failed, indeterminate) = (Humane.Count(fault.FailedInWindow), Humane.Count(fault.IndeterminateInWindow));
        return $"{detected} · {recovered} · {failed} failed · {indeterminate} indeterminate";
    }
}
