using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Results;

/// <summary>The measured phase or the warm-up, from the recorder's totals.</summary>
public sealed class PhaseResult
{
    internal PhaseResult(RowSet rows, ErrorExamples examples, long scheduled, TimeSpan duration, double? planned = null)
    {
        Duration = duration;
        Flows = [.. Enumerable.Range(0, rows.Table.Flows.Count).Select(flow => FlowOf(rows, examples, flow))];
        Planned = planned ?? scheduled;
        Arrivals = Flows.Aggregate(ArrivalsPart.None, (sum, flow) => sum + flow.Arrivals) with { Scheduled = scheduled };
        Errors =
        [
            .. Flows
                .SelectMany(flow => flow.Errors)
                .GroupBy(error => error.Kind)
                .Select(group => new ErrorCount(group.Key, group.Sum(error => error.Count), [.. group.SelectMany(error => error.Examples).Distinct().Take(3)]))
                .OrderByDescending(error => error.Count),
        ];
        Times = rows.MergeIterations();
        TimesOfCompleted = rows.MergeIterations(kind => kind == ErrorKind.None);
    }

    /// <summary>How long arrivals were scheduled; shorter than planned when the run was interrupted.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Scheduled as the executor counted it, the rest as the recorder did: two counts that must agree.</summary>
    public ArrivalsPart Arrivals { get; }

    public IReadOnlyList<FlowResult> Flows { get; }

    /// <summary>Errors of whole iterations by kind, most frequent first.</summary>
    public IReadOnlyList<ErrorCount> Errors { get; }

    /// <summary>Iterations of all flows and outcomes.</summary>
    public Times Times { get; }

    /// <summary>Iterations that completed, without those that failed or timed out.</summary>
    public Times TimesOfCompleted { get; }

    /// <summary>Arrivals that were meant to come. This engine's timetable schedules all of them, another load generator may not.</summary>
    public double Planned { get; }

    /// <summary>Planned arrivals a second.</summary>
    public double TargetRate => Planned / Math.Max(Duration.TotalSeconds, 1e-9);

    /// <summary>Completed iterations a second.</summary>
    public double Throughput => Arrivals.Completed / Math.Max(Duration.TotalSeconds, 1e-9);

    private static FlowResult FlowOf(RowSet rows, ErrorExamples examples, int flow)
    {
        var row = rows.Table.IterationRow(flow);
        var errors = ErrorsOf(rows, examples, row);
        var completed = rows.Count(row, ErrorKind.None);
        var timedOut = errors.Where(error => error.Kind.IsTimeOut()).Sum(error => error.Count);
        var failed = errors.Sum(error => error.Count) - timedOut;
        var dropped = rows.Dropped(row);
        var steps = rows.Table.Flows[flow].Steps.Select((name, step) => StepOf(rows, examples, name, rows.Table.StepRow(flow, step)));
        return new FlowResult(
            rows.Table.FlowName(row),
            new ArrivalsPart(completed + failed + timedOut + dropped, completed, failed, timedOut, dropped),
            errors,
            rows.Merge(row),
            [.. steps]
        );
    }

    private static StepResult StepOf(RowSet rows, ErrorExamples examples, string name, int row)
    {
        var times = rows.Merge(row);
        return new StepResult(name, times.Count, ErrorsOf(rows, examples, row), times);
    }

    private static List<ErrorCount> ErrorsOf(RowSet rows, ErrorExamples examples, int row) =>
        [
            .. Enum.GetValues<ErrorKind>()
                .Where(kind => kind != ErrorKind.None && rows.Count(row, kind) > 0)
                .Select(kind => new ErrorCount(kind, rows.Count(row, kind), examples.Of(row, kind)))
                .OrderByDescending(error => error.Count),
        ];
}
