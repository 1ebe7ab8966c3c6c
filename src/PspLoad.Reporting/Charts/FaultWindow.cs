using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Charts;

/// <summary>A fault as the charts show it: from its injection until the service was back.</summary>
/// <param name="From">seconds since the measured phase began</param>
/// <param name="To">the same; the end of the run when the service never came back</param>
/// <param name="Name">fault and host</param>
/// <param name="Story">what it did, in one line</param>
internal sealed record FaultWindow(double From, double To, string Name, string Story)
{
    public static IReadOnlyList<FaultWindow> Of(RunDocument run) => [.. run.Faults.Select(fault => Of(fault, run.DurationSeconds))];

    private static FaultWindow Of(FaultPart fault, double duration)
    {
        // So that an instant is visible.
        var shortest = duration / 400;
        var to = fault.RecoveredAfterSeconds is { } after ? fault.InjectedAtSeconds + Math.Max(after, shortest) : duration;
        return new FaultWindow(
            fault.InjectedAtSeconds,
            Math.Min(Math.Max(to, fault.InjectedAtSeconds + shortest), duration),
            $"{fault.Name} on {fault.Target}",
            StoryOf(fault)
        );
    }

    private static string StoryOf(FaultPart fault)
    {
        List<string> parts = [fault.FirstErrorAfterSeconds is { } first ? $"detected after {Humane.Seconds(first)}" : "no error followed"];
        parts.Add(
            fault.RecoveredAfterSeconds switch
            {
                null => "not recovered",
                0 => "service never missed its criterion",
                { } after => $"recovered after {Humane.Seconds(after)}",
            }
        );
        parts.Add($"{Humane.Count(fault.FailedInWindow)} failed");
        parts.Add($"{Humane.Count(fault.IndeterminateInWindow)} indeterminate");
        return string.Join(" · ", parts);
    }
}
