using PspLoad.Core.Load;
using PspLoad.Core.Runs.Failover;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Runs;

/// <summary>Tells the failover analysis of every request: a step, or the iteration of a flow without steps.</summary>
internal sealed class FailoverObserver(FailoverWatch watch) : LoadObserver
{
    private readonly List<RequestEnd> _requests = [];
    private readonly List<RequestEnd> _iterations = [];
    private bool[] _isIteration = [];
    private bool[] _isRequest = [];

    public override void OnStart(RowTable rows, DateTimeOffset measuredStart)
    {
        _isIteration = [.. Enumerable.Range(0, rows.Count).Select(rows.IsIteration)];
        _isRequest = new bool[rows.Count];
        for (var flow = 0; flow < rows.Flows.Count; flow++)
        {
            var steps = rows.Flows[flow].Steps.Count;
            _isRequest[rows.IterationRow(flow)] = steps == 0;
            for (var step = 0; step < steps; step++)
                _isRequest[rows.StepRow(flow, step)] = true;
        }
    }

    public override void OnSamples(ReadOnlySpan<Sample> samples)
    {
        foreach (ref readonly var sample in samples)
        {
            if (sample.IsWarmUp)
                continue;
            var end = new RequestEnd(sample.IntendedStart, sample.End, sample.End - sample.IntendedStart - sample.ThinkTime, OutcomeOf(sample));
            // A dropped arrival has no step: it counts as one request that was never sent.
            if (_isRequest[sample.Row] || sample.IsDropped)
                _requests.Add(end);
            if (_isIteration[sample.Row])
                _iterations.Add(end);
        }
        watch.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_requests), areIterations: false);
        watch.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_iterations), areIterations: true);
        _requests.Clear();
        _iterations.Clear();
    }

    public override void OnInterval(Interval interval) => watch.Advance(interval.Second + 1);

    private static RequestOutcome OutcomeOf(in Sample sample)
    {
        if (sample.IsDropped)
            return RequestOutcome.Failed;
        if (sample.Kind == ErrorKind.None)
            return RequestOutcome.Completed;
        return sample.Kind.IsTimeOut() ? RequestOutcome.Indeterminate : RequestOutcome.Failed;
    }
}
