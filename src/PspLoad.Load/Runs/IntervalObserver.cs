using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Load.Recording;
using PspLoad.Load.Results;

namespace PspLoad.Load.Runs;

/// <summary>Turns every finished second into a line.</summary>
internal sealed class IntervalObserver(LoadOrder order) : LoadObserver
{
    private readonly double _duration = order.Scenario.Load.Duration.TotalSeconds;

    public override void OnStart(RowTable rows, DateTimeOffset measuredStart) => order.OnStart(measuredStart);

    public override void OnInterval(Interval interval)
    {
        // An iteration that ends during the graceful stop belongs to no second of the measured phase.
        if (interval.Second < _duration)
            order.OnInterval(LineOf(interval));
    }

    private IntervalLine LineOf(Interval interval)
    {
        var (rows, load) = (interval.Rows, order.Scenario.Load);
        var all = rows.MergeIterations();
        var flows = Enumerable
            .Range(0, rows.Table.Flows.Count)
            .ToDictionary(flow => rows.Table.Flows[flow].Name, flow => FlowOf(rows, rows.Table.IterationRow(flow)));
        var errors = CountsOf(rows);
        var timedOut = errors.Where(error => error.Key.IsTimeOut()).Sum(error => error.Value);
        return new IntervalLine
        {
            Second = interval.Second,
            Target = load.IsOpen ? load.ArrivalsBy(interval.Second + 1) - load.ArrivalsBy(interval.Second) : null,
            Completed = flows.Values.Sum(flow => flow.Completed),
            Failed = errors.Values.Sum() - timedOut,
            TimedOut = timedOut,
            Dropped = Enumerable.Range(0, rows.Table.Count).Sum(rows.Dropped),
            InFlight = interval.InFlight,
            ResponseTimeMs = Parts.Quantiles(all.Response),
            ServiceTimeMs = Parts.Quantiles(all.Service),
            InjectorLagMs = Parts.Quantiles(all.Lag),
            Errors = errors,
            Flows = flows,
        };
    }

    private static FlowIntervalPart FlowOf(RowSet rows, int row)
    {
        var times = rows.Merge(row);
        var completed = rows.Count(row, ErrorKind.None);
        return new FlowIntervalPart(completed, times.Count - completed + rows.Dropped(row), Parts.Quantiles(times.Response));
    }

    private static Dictionary<ErrorKind, long> CountsOf(RowSet rows) =>
        Enum.GetValues<ErrorKind>()
            .Where(kind => kind != ErrorKind.None)
            .Select(kind => (Kind: kind, Count: Enumerable.Range(0, rows.Table.Count).Where(rows.Table.IsIteration).Sum(row => rows.Count(row, kind))))
            .Where(error => error.Count > 0)
            .ToDictionary(error => error.Kind, error => error.Count);
}
