using PspLoad.Core.Files;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.Reporting.Latencies;

namespace PspLoad.Reporting.Runs;

/// <summary>Recovers what a killed run measured from the files in its folder: seconds, histograms and faults. A finding names what is lost.</summary>
public static class KilledRun
{
    private const string Partial = ".partial";

    /// <summary>When the measured phase began, from the log of histograms; null if it never began.</summary>
    public static DateTimeOffset? StartOf(string folder) => LogOf(folder) is { } log ? HdrLogFile.StartOf(log) : null;

    /// <summary>The load until the run was killed. It is INVALID: shorter than the scenario asks, and without the injector's health at the end.</summary>
    /// <param name="folder">folder of the run; a partial log of histograms is renamed to <see cref="ResultFiles.Latencies"/></param>
    /// <param name="scenario">the scenario as it was run</param>
    /// <returns>null if the measured phase never began</returns>
    /// <exception cref="Core.Errors.OperationFailedException">a file is damaged; exit code 2</exception>
    public static LoadOutcome? Salvage(string folder, Scenario scenario)
    {
        if (StartOf(folder) is not { } startedAt)
            return null;
        var log = Path.Combine(folder, ResultFiles.Latencies);
        if (!File.Exists(log))
            DurableFile.Complete(log + Partial, log);
        List<FindingPart> findings = [];
        var intervals = NdjsonReader.Read(Path.Combine(folder, ResultFiles.Intervals), ResultsJson.Default.IntervalLine, findings).ToList();
        var seconds = intervals.Count == 0 ? 0 : intervals[^1].Second + 1;
        var times = SalvagedTimes.Read(log, seconds);
        var arrivals = Sum(intervals);
        return new LoadOutcome
        {
            StartedAt = startedAt,
            DurationSeconds = seconds,
            Interrupted = false,
            Arrivals = arrivals,
            WarmUpArrivals = ArrivalsPart.None,
            Throughput = new ThroughputPart(Rate(intervals.Sum(line => line.Target) ?? 0, seconds), Rate(arrivals.Completed, seconds)),
            ResponseTimeMs = times.Response.ToPart(),
            ServiceTimeMs = times.Service.ToPart(),
            InjectorLagMs = times.Lag.ToPart(),
            Flows = [.. scenario.Flows.Keys.Select(flow => times.FlowOf(flow, intervals))],
            Injector = null,
            InvalidReasons = [new(FindingId.Killed, Severity.Invalid, Sentence(seconds, scenario, FaultsOf(folder).Count))],
            Remarks = findings,
            Figures = ILoadFigures.NotMeasured,
        };
    }

    /// <summary>Faults that were injected. Their end is not known, so each lasts until the end of the recorded seconds.</summary>
    public static IReadOnlyList<FaultPart> FaultsOf(string folder)
    {
        var end = NdjsonReader.Read(Path.Combine(folder, ResultFiles.Intervals), ResultsJson.Default.IntervalLine, []).LastOrDefault()?.Second + 1;
        return
        [
            .. NdjsonReader
                .Read(Path.Combine(folder, ResultFiles.Faults), ResultsJson.Default.FaultLine, [])
                .Where(line => line.Event == FaultLine.Injected)
                .Select(line => new FaultPart
                {
                    Name = line.Fault,
                    Target = line.Target,
                    InjectedAtSeconds = line.At,
                    UncertaintySeconds = line.UncertaintySeconds,
                    FirstErrorAfterSeconds = null,
                    LastErrorAfterSeconds = Math.Max(0, (end ?? 0) - line.At),
                    RecoveredAfterSeconds = null,
                    FailedInWindow = 0,
                    IndeterminateInWindow = 0,
                    SlowInWindow = 0,
                    MissingInWindow = 0,
                }),
        ];
    }

    /// <summary>Samples of the environment's hosts.</summary>
    public static IEnumerable<HostLine> HostsOf(string folder) => NdjsonReader.Read(Path.Combine(folder, ResultFiles.Hosts), ResultsJson.Default.HostLine, []);

    private static string Sentence(long seconds, Scenario scenario, int faults)
    {
        var lost =
            faults == 0
                ? ""
                : $"; the effect of its {faults} fault{(faults == 1 ? "" : "s")} on single requests is lost, "
                    + $"{ResultFiles.Faults} and {ResultFiles.Intervals} hold the rest";
        return $"the harness was killed after {seconds} of {scenario.Load.Duration.TotalSeconds:0} s: thresholds on the load and the injector's health "
            + $"were not judged, the warm-up and the iterations in flight are not counted{lost}";
    }

    private static ArrivalsPart Sum(List<IntervalLine> lines)
    {
        var (completed, failed, timedOut, dropped) = (
            lines.Sum(line => line.Completed),
            lines.Sum(line => line.Failed),
            lines.Sum(line => line.TimedOut),
            lines.Sum(line => line.Dropped)
        );
        return new(completed + failed + timedOut + dropped, completed, failed, timedOut, dropped);
    }

    private static double Rate(double count, long seconds) => seconds == 0 ? 0 : Math.Round(count / seconds, 3);

    private static string? LogOf(string folder)
    {
        var whole = Path.Combine(folder, ResultFiles.Latencies);
        return File.Exists(whole) ? whole
            : File.Exists(whole + Partial) ? whole + Partial
            : null;
    }
}
