using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Wording;

/// <summary>Findings about a run: those of its verdict, and more that follow from its figures.</summary>
internal static class RunFindings
{
    /// <summary>The most severe first.</summary>
    public static IEnumerable<FindingPart> Of(RunDocument run) =>
        run
            .Verdict.Findings.Concat(Derived(run).Where(finding => run.Verdict.Findings.All(known => known.Name != finding.Name)))
            .OrderBy(finding => finding.Severity);

    private static IEnumerable<FindingPart> Derived(RunDocument run)
    {
        if (run.Arrivals.Dropped > 0)
        {
            yield return new(
                FindingId.ArrivalsDropped,
                Severity.Warning,
                $"{Humane.Of(run.Arrivals.Dropped, "arrival")} ({Humane.Share(run.Arrivals.Dropped, run.Arrivals.Scheduled)}) never started "
                    + "because too many were in flight; raise maxInFlight, or count them as customers who were turned away"
            );
        }
        if (run.ServiceTimeMs.P99 > 0 && run.ResponseTimeMs.P99 > 2 * run.ServiceTimeMs.P99)
        {
            yield return new(
                FindingId.WaitedBeforeSending,
                Severity.Warning,
                $"response time p99 is {Humane.Time(run.ResponseTimeMs.P99)}, service time p99 {Humane.Time(run.ServiceTimeMs.P99)}: "
                    + "arrivals waited before they were sent; look at connections and at the injector"
            );
        }
        foreach (var fault in run.Faults.Where(fault => fault.RecoveredAfterSeconds is null))
        {
            yield return new(
                FindingId.NotRecovered,
                Severity.Warning,
                $"after {fault.Name} on {fault.Target} the service did not meet its criterion again before the run ended; "
                    + $"run longer, or check what takes over for {fault.Target}"
            );
        }
        var steps = run.Flows.SelectMany(flow => flow.Steps.Select(step => (flow, step))).OrderByDescending(pair => pair.step.ResponseTimeMs.P99).ToList();
        if (steps is [var slowest, _, ..])
        {
            yield return new(
                FindingId.SlowestStep,
                Severity.Info,
                $"the slowest step is {slowest.step.Name} of {slowest.flow.Name}: p99 {Humane.Time(slowest.step.ResponseTimeMs.P99)}; "
                    + "improving it helps most"
            );
        }
    }
}
