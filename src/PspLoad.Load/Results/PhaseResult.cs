using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Thresholds;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Results;

/// <summary>The measured phase or the warm-up, from the recorder's totals.</summary>
public sealed class PhaseResult : ILoadFigures
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
                .Select(group => new ErrorPart(group.Key, group.Sum(error => error.Count), [.. group.SelectMany(error => error.Examples).Distinct().Take(3)]))
                .OrderByDescending(error => error.Count),
        ];
        Times = rows.MergeIterations();
        TimesOfCompleted = rows.MergeIterations(kind => kind == ErrorKind.None);
    }

    /// <summary>How long arrivals were scheduled; shorter than planned when the run was interrupted.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The executor counted Scheduled, the recorder counted the rest. The two counts must agree.</summary>
    public ArrivalsPart Arrivals { get; }

    public IReadOnlyList<FlowResult> Flows { get; }

    /// <summary>Errors of whole iterations by kind, most frequent first.</summary>
    public IReadOnlyList<ErrorPart> Errors { get; }

    /// <summary>Iterations of all flows and outcomes.</summary>
    public Times Times { get; }

    /// <summary>Iterations that completed, without those that failed or timed out.</summary>
    public Times TimesOfCompleted { get; }

    /// <summary>Planned arrivals. This engine's timetable schedules all of them; another load generator may not.</summary>
    public double Planned { get; }

    /// <summary>Planned arrivals a second.</summary>
    public double TargetRate => Planned / Math.Max(Duration.TotalSeconds, 1e-9);

    /// <summary>Completed iterations a second.</summary>
    public double Throughput => Arrivals.Completed / Math.Max(Duration.TotalSeconds, 1e-9);

    /// <inheritdoc cref="LoadMetrics.Of"/>
    public double FigureOf(Threshold threshold) => LoadMetrics.Of(threshold, this);

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

    private static List<ErrorPart> ErrorsOf(RowSet rows, ErrorExamples examples, int row) =>
        [
            .. Enum.GetValues<ErrorKind>()
                .Where(kind => kind != ErrorKind.None && rows.Count(row, kind) > 0)
                .Select(kind => new ErrorPart(kind, rows.Count(row, kind), examples.Of(row, kind)))
                .OrderByDescending(error => error.Count),
        ];
}
