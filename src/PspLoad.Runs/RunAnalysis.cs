using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs;

/// <summary>Combines the measurements, the reconciliation and the scenario into the run's result.</summary>
public static class RunAnalysis
{
    /// <param name="scenario">the scenario as run</param>
    /// <param name="engine">name of the engine</param>
    /// <param name="platform">target of the load</param>
    /// <param name="hosts">hosts of the platform</param>
    /// <param name="load">the measurements</param>
    /// <param name="books">the reconciliation</param>
    /// <param name="problems">faults that did not happen as planned</param>
    public static RunDocument Of(
        Scenario scenario,
        string engine,
        IPlatform platform,
        IReadOnlyList<HostPart> hosts,
        LoadOutcome load,
        BooksOutcome books,
        IReadOnlyList<string> problems
    )
    {
        var thresholds = RunFigures.Judge(scenario.Thresholds, load, books.Part);
        List<FindingPart> findings =
        [
            .. Money(books.Part),
            .. load.InvalidReasons,
            .. load.Remarks,
            .. problems.Select(problem => new FindingPart(FindingId.Fault, Severity.Invalid, problem)),
            .. books.Findings,
            .. Surroundings(load, platform),
        ];
        return new RunDocument
        {
            Scenario = scenario.Name,
            Environment = platform.Name,
            Engine = engine,
            Executor = scenario.Load.Executor,
            Seed = scenario.Seed,
            StartedAt = load.StartedAt,
            DurationSeconds = load.DurationSeconds,
            Interrupted = load.Interrupted,
            Verdict = VerdictRules.Judge(findings, thresholds, books.Part, load.Interrupted),
            Arrivals = load.Arrivals,
            WarmUpArrivals = load.WarmUpArrivals,
            Throughput = load.Throughput,
            ResponseTimeMs = load.ResponseTimeMs,
            ServiceTimeMs = load.ServiceTimeMs,
            InjectorLagMs = load.InjectorLagMs,
            Flows = load.Flows,
            Faults = load.Faults,
            Reconciliation = books.Part,
            Thresholds = thresholds,
            Injector = load.Injector,
            Hosts = hosts,
            Provenance = platform.Provenance,
        };
    }

    /// <summary>The same run after another reconciliation, which replaces the findings of the earlier one.</summary>
    public static RunDocument WithBooks(RunDocument run, BooksOutcome books)
    {
        var findings = run.Verdict.Findings.Where(finding => finding.Id is not (FindingId.Money or FindingId.NotCompared or FindingId.Pending)).ToList();
        findings.AddRange(books.Findings);
        findings.InsertRange(0, Money(books.Part));
        return run with { Reconciliation = books.Part, Verdict = VerdictRules.Judge(findings, run.Thresholds, books.Part, run.Interrupted) };
    }

    private static IEnumerable<FindingPart> Money(ReconciliationPart? books)
    {
        if (books is not null && VerdictRules.Violations(books) is > 0 and var violations)
        {
            yield return new FindingPart(
                FindingId.Money,
                Severity.Violation,
                $"{violations} × money is not accounted for; {ResultFiles.Violations} tells the story of each"
            );
        }
    }

    private static IEnumerable<FindingPart> Surroundings(LoadOutcome load, IPlatform platform)
    {
        if (platform.Provenance.IsLab)
        {
            yield return new FindingPart(
                FindingId.Lab,
                Severity.Info,
                "a lab shares the injector's CPUs: its figures are for ratios and correctness, no statement of capacity"
            );
        }

        foreach (var fault in load.Faults.Where(fault => fault.RecoveredAfterSeconds is null))
        {
            yield return new FindingPart(
                FindingId.NotRecovered,
                Severity.Warning,
                $"no whole second after {fault.Name} on {fault.Target} met the recovery criterion before the run ended"
            );
        }
    }
}
