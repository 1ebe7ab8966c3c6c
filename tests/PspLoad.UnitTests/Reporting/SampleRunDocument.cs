using PspLoad.Core.Load;
using PspLoad.Core.Results;

namespace PspLoad.UnitTests.Reporting;

/// <content><c>run.json</c> of the invented run.</content>
internal sealed partial class SampleRun
{
    private RunDocument Document(List<IntervalLine> intervals)
    {
        var all = _all.Values.SelectMany(value => value).ToList();
        var arrivals = new ArrivalsPart(
            all.Count,
            intervals.Sum(line => line.Completed),
            intervals.Sum(line => line.Failed),
            intervals.Sum(line => line.TimedOut),
            0
        );
        var response = Parts(all);
        var thresholds = new List<ThresholdPart>
        {
            new("p95 < 250ms", response.P95, response.P95 < 250),
            new("p99 < 500ms", response.P99, response.P99 < 500),
            new("error_rate < 1%", 100.0 * (arrivals.Scheduled - arrivals.Completed) / arrivals.Scheduled, arrivals.Completed > 0.99 * arrivals.Scheduled),
        };
        var passed = thresholds.TrueForAll(threshold => threshold.Passed);
        List<FindingPart> findings =
            Lost > 0 ? [new(FindingId.Money, Severity.Violation, $"{Lost} acknowledged payments are not in the books: {Message}")] : [];
        if (!passed)
        {
            findings.Add(
                new FindingPart(
                    FindingId.Fault,
                    Severity.Warning,
                    "error_rate is above 1 %: nearly all errors are in the window of kill-active-application; shorten the failover"
                )
            );
        }

        return new RunDocument
        {
            Scenario = Scenario,
            Environment = "quick",
            Engine = "embedded",
            Executor = "constant-arrival-rate",
            Seed = 1,
            StartedAt = StartedAt,
            DurationSeconds = Seconds,
            Verdict = new VerdictPart
            {
                Validity = ValidityVerdict.Valid,
                Thresholds = passed ? ThresholdsVerdict.Passed : ThresholdsVerdict.Failed,
                Reconciliation = Lost > 0 ? BooksVerdict.Violated : BooksVerdict.Clean,
                ExitCode =
                    Lost > 0 ? 5
                    : passed ? 0
                    : 1,
                Findings = findings,
            },
            Arrivals = arrivals,
            WarmUpArrivals = new ArrivalsPart(1_000, 1_000, 0, 0, 0),
            Throughput = new ThroughputPart(Rate, (double)arrivals.Completed / Seconds),
            ResponseTimeMs = response,
            ServiceTimeMs = Parts(all.Select(value => Math.Max(0.2, value - 0.05))),
            InjectorLagMs = new TimesPart(0.01, 0.07, 0.06, 0.08, 0.11, 0.14, 0.19, 0.3, 0.6),
            Flows = [.. _all.Keys.Select(key => key.Flow).Distinct().Order(StringComparer.Ordinal).Select(Flow)],
            Faults = FaultAt is { } at ? [Fault(at, intervals)] : [],
            Reconciliation = new ReconciliationPart
            {
                Acknowledged = arrivals.Completed,
                Stored = arrivals.Completed - Lost,
                Lost = Lost,
                Duplicated = 0,
                Phantom = 0,
                AmountMismatch = 0,
                StateMismatch = 0,
                DoubleCharge = 0,
                Other = new Dictionary<ViolationKind, long>(),
                IndeterminateResolved = arrivals.TimedOut,
                Unresolved = 0,
                LedgerBalanced = true,
                ReplicaAgrees = true,
            },
            Thresholds = thresholds,
            Injector = new InjectorPart
            {
                CpuPercent = 7.4,
                MachineCpuPercent = 61,
                StealPercent = 0.2,
                CpuWaitPercent = 1.1,
                GcPauseMs = 3.2,
                LongestStallMs = 1.9,
                PeakRssBytes = 92_000_000,
            },
            Hosts =
            [
                new HostPart
                {
                    Name = "front1",
                    Address = "198.18.0.10",
                    Roles = ["front"],
                    CpuPercentMax = 16,
                    MemoryPercentMax = 23,
                    Versions = new Dictionary<string, string> { ["nginx"] = "1.22.1", ["kernel"] = "6.1.0" },
                },
                new HostPart
                {
                    Name = "app1",
                    Address = "198.18.0.11",
                    Roles = ["application"],
                    CpuPercentMax = 35,
                    MemoryPercentMax = 23,
                    Versions = new Dictionary<string, string> { ["image"] = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
                },
            ],
            Provenance = new ProvenancePart
            {
                Version = "0.1.0",
                Commit = "f690ccd",
                Command = $"./run.sh run -e quick -s {Scenario}",
                Injector = "Debian 12, Linux 6.1.0, .NET 10.0.0",
                Cpus = 2,
                IsLab = IsLab,
                Target = "https://127.0.0.1:27068",
            },
        };
    }

    private static FaultPart Fault(double at, List<IntervalLine> intervals)
    {
        var window = intervals.Where(line => line.Second >= at && line.Second < at + 5).ToList();
        return new FaultPart
        {
            Name = "kill-active-application",
            Target = "app1",
            InjectedAtSeconds = at,
            UncertaintySeconds = 0.003,
            UndoneAtSeconds = at + 15,
            FirstErrorAfterSeconds = 0.012,
            LastErrorAfterSeconds = 2.09,
            RecoveredAfterSeconds = OutageSeconds,
            FailedInWindow = window.Sum(line => line.Failed),
            IndeterminateInWindow = window.Sum(line => line.TimedOut),
            SlowInWindow = 0,
            MissingInWindow = window.Sum(line => line.Failed + line.TimedOut),
        };
    }

    private FlowPart Flow(string name)
    {
        var parts = _all.Where(entry => entry.Key.Flow == name).ToList();
        long Count(Func<string, bool> outcome) => parts.Where(entry => outcome(entry.Key.Outcome)).Sum(entry => entry.Value.Count);
        var times = Parts(parts.SelectMany(entry => entry.Value));
        var total = Count(_ => true);
        return new FlowPart(
            name,
            new ArrivalsPart(
                total,
                Count(outcome => outcome == "ok"),
                Count(outcome => outcome is not ("ok" or "read time-out")),
                Count(outcome => outcome == "read time-out"),
                0
            ),
            times,
            [new StepPart("authorise", total, Count(outcome => outcome != "ok"), times)],
            [
                .. parts
                    .Where(entry => entry.Key.Outcome != "ok")
                    .GroupBy(entry => entry.Key.Outcome)
                    .Select(kind => new ErrorPart(KindOf(kind.Key), kind.Sum(entry => entry.Value.Count), [Message])),
            ]
        );
    }

    private static TimesPart Parts(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new TimesPart(
            At(sorted, 0),
            Math.Round(sorted.Average(), 3),
            At(sorted, 0.5),
            At(sorted, 0.75),
            At(sorted, 0.9),
            At(sorted, 0.95),
            At(sorted, 0.99),
            At(sorted, 0.999),
            At(sorted, 1)
        );
    }

    private static ErrorKind KindOf(string label) => Enum.GetValues<ErrorKind>().Single(kind => kind.Label() == label);
}
