namespace PspLoad.Core.Histograms;

/// <summary>
/// Counts times in whole microseconds with 3 significant digits, in HdrHistogram's layout, so that an export loses nothing. Unlike the library, it has counters
/// only where it counted something: a row of one second costs a few KB, not 188 KB. One writer at a time.
/// </summary>
public sealed class LatencyHistogram
{
    /// <summary>Longest time that is told apart: 24 h. A longer one counts as 24 h.</summary>
    public const long HighestMicroseconds = HistogramLayout.HighestMicroseconds;

    private const int ChunkBits = 7;
    private const int ChunkSize = 1 << ChunkBits;

    private static readonly int s_chunks = (HistogramLayout.IndexOf(HighestMicroseconds) >> ChunkBits) + 1;

    private readonly long[]?[] _chunks = new long[s_chunks][];
    private long _min = long.MaxValue;
    private long _max;
    private double _sum;

    /// <summary>Times counted.</summary>
    public long Count { get; private set; }

    /// <summary>Shortest time in µs, exact; 0 when empty.</summary>
    public long Min => Count == 0 ? 0 : _min;

    /// <summary>Longest time in µs, exact up to <see cref="HighestMicroseconds"/>; 0 when empty.</summary>
    public long Max => _max;

    /// <summary>Mean in µs, exact; 0 when empty.</summary>
    public double Mean => Count == 0 ? 0 : _sum / Count;

    /// <summary>Counts one time. A negative time counts as 0: the clock never goes back, so it is rounding.</summary>
    public void Record(long microseconds)
    {
        microseconds = Math.Clamp(microseconds, 0, HighestMicroseconds);
        var index = HistogramLayout.IndexOf(microseconds);
        var chunk = _chunks[index >> ChunkBits] ??= new long[ChunkSize];
        chunk[index & (ChunkSize - 1)]++;
        Count++;
        _sum += microseconds;
        if (microseconds < _min)
            _min = microseconds;
        if (microseconds > _max)
            _max = microseconds;
    }

    /// <summary>Adds all counts of another histogram.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < other._chunks.Length; i++)
        {
            if (other._chunks[i] is not { } from)
                continue;
            var to = _chunks[i] ??= new long[ChunkSize];
            for (var j = 0; j < ChunkSize; j++)
                to[j] += from[j];
        }
        Count += other.Count;
        _sum += other._sum;
        _min = Math.Min(_min, other._min);
        _max = Math.Max(_max, other._max);
    }

    /// <summary>Forgets all counts and keeps the memory.</summary>
    public void Clear()
    {
        foreach (var chunk in _chunks)
            chunk?.AsSpan().Clear();
        (Count, _sum, _min, _max) = (0, 0, long.MaxValue, 0);
    }

    /// <summary>Time in µs that at least this share of all times do not exceed, at 3 digits and rounded up; 0 when empty.</summary>
    /// <param name="quantile">0 to 1, such as 0.999</param>
    public long Quantile(double quantile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quantile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantile, 1);
        if (Count == 0)
            return 0;
        var rank = Math.Clamp((long)Math.Ceiling(quantile * Count - 1e-9 * Count), 1, Count);
        long seen = 0;
        foreach (var (index, count) in Counts())
        {
            seen += count;
            if (seen >= rank)
                return Math.Clamp(HistogramLayout.HighestOf(index), Min, Max);
        }
        return Max;
    }

    /// <summary>Lowest value in µs and count of every bucket that is not empty, in order.</summary>
    public IEnumerable<(long Microseconds, long Count)> Buckets() => Counts().Select(bucket => (HistogramLayout.LowestOf(bucket.Index), bucket.Count));

    /// <summary>Index (<see cref="HistogramLayout"/>) and count of every bucket that is not empty, in order.</summary>
    internal IEnumerable<(int Index, long Count)> Counts()
    {
        for (var i = 0; i < _chunks.Length; i++)
        {
            if (_chunks[i] is not { } chunk)
                continue;
            for (var j = 0; j < ChunkSize; j++)
            {
                if (chunk[j] != 0)
                    yield return ((i << ChunkBits) + j, chunk[j]);
            }
        }
    }

    /// <summary>Times longer than <paramref name="microseconds"/>, at 3 digits.</summary>
    public long CountAbove(long microseconds) => Buckets().Where(bucket => bucket.Microseconds > microseconds).Sum(bucket => bucket.Count);
}
