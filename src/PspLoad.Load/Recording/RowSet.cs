using PspLoad.Core.Load;

namespace PspLoad.Load.Recording;

/// <summary>Times and counts by row and outcome, of one second or of a whole phase.</summary>
public sealed class RowSet(RowTable table)
{
    private readonly Times?[] _times = new Times?[table.Count * ErrorKinds.Count];
    private readonly long[] _dropped = new long[table.Count];

    public RowTable Table { get; } = table;

    /// <summary>Times of a row that ended as <paramref name="kind"/>, or null when there were none.</summary>
    public Times? this[int row, ErrorKind kind] => _times[row * ErrorKinds.Count + (int)kind] is { Count: > 0 } times ? times : null;

    /// <summary>Ends of a row as <paramref name="kind"/>.</summary>
    public long Count(int row, ErrorKind kind) => this[row, kind]?.Count ?? 0;

    /// <summary>Arrivals for a flow that never started. Only iteration rows have any.</summary>
    public long Dropped(int row) => _dropped[row];

    /// <summary>Times of a row over all outcomes that <paramref name="include"/> takes (all, when null), merged into a new object.</summary>
    public Times Merge(int row, Func<ErrorKind, bool>? include = null)
    {
        var merged = new Times();
        AddTo(merged, row, include);
        return merged;
    }

    /// <summary>Times of all iterations of all flows, merged into a new object.</summary>
    public Times MergeIterations(Func<ErrorKind, bool>? include = null)
    {
        var merged = new Times();
        for (var row = 0; row < Table.Count; row++)
        {
            if (Table.IsIteration(row))
                AddTo(merged, row, include);
        }
        return merged;
    }

    internal void Record(in Sample sample)
    {
        if (sample.IsDropped)
            _dropped[sample.Row]++;
        else
            (_times[sample.Row * ErrorKinds.Count + (int)sample.Kind] ??= new Times()).Record(sample);
    }

    internal void Add(RowSet other)
    {
        for (var i = 0; i < _times.Length; i++)
        {
            if (other._times[i] is { Count: > 0 } times)
                (_times[i] ??= new Times()).Add(times);
        }
        for (var row = 0; row < _dropped.Length; row++)
            _dropped[row] += other._dropped[row];
    }

    internal void Clear()
    {
        foreach (var times in _times)
            times?.Clear();
        _dropped.AsSpan().Clear();
    }

    private void AddTo(Times merged, int row, Func<ErrorKind, bool>? include)
    {
        for (var kind = ErrorKind.None; (int)kind < ErrorKinds.Count; kind++)
        {
            if (this[row, kind] is { } times && (include is null || include(kind)))
                merged.Add(times);
        }
    }
}
