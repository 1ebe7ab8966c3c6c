using PspLoad.Load.Recording;

namespace PspLoad.Load.Results;

/// <summary>Adds up some seconds of the measured phase. Holds a second back until it is known whether it belongs to them.</summary>
/// <param name="belongs">null while it is not known</param>
internal sealed class ChosenSeconds(Func<long, bool?> belongs) : LoadObserver
{
    private readonly Queue<(long Second, RowSet Rows)> _heldBack = new();
    private readonly Stack<RowSet> _spare = new();
    private RowSet? _chosen;
    private int _seconds;

    public override void OnStart(RowTable rows, DateTimeOffset measuredStart) => _chosen = new RowSet(rows);

    public override void OnInterval(Interval interval)
    {
        var rows = _spare.TryPop(out var used) ? used : new RowSet(interval.Rows.Table);
        rows.Add(interval.Rows);
        _heldBack.Enqueue((interval.Second, rows));
        Release();
    }

    /// <summary>The chosen seconds as a phase of their own. Call it when every second is known.</summary>
    public PhaseResult Finish()
    {
        Release();
        var rows = _chosen ?? throw new InvalidOperationException("nothing was observed");
        return new PhaseResult(rows, new ErrorExamples(), Scheduled(rows), TimeSpan.FromSeconds(_seconds));
    }

    private void Release()
    {
        while (_heldBack.TryPeek(out var first) && belongs(first.Second) is { } chosen)
        {
            _heldBack.Dequeue();
            if (chosen)
            {
                _chosen!.Add(first.Rows);
                _seconds++;
            }
            first.Rows.Clear();
            _spare.Push(first.Rows);
        }
    }

    /// <summary>Takes what ended for what was scheduled: not all of it was meant for these seconds.</summary>
    private static long Scheduled(RowSet rows) =>
        Enumerable.Range(0, rows.Table.Count).Where(rows.Table.IsIteration).Sum(row => rows.Merge(row).Count + rows.Dropped(row));
}
