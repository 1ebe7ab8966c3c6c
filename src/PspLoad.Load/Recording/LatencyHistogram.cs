using System.Numerics;

namespace PspLoad.Load.Recording;

/// <summary>
/// Counts of times in whole microseconds with 3 significant digits and the bucket layout of HdrHistogram (2,048 sub-buckets), so that it exports without
/// loss. Unlike the library's, its counters exist only where something was counted: a row of one second costs a few KB, not 188 KB.
/// One writer at a time.
/// </summary>
public sealed class LatencyHistogram
{
    /// <summary>Longest time that is told apart: 24 h. A longer one is counted as this.</summary>
    public const long HighestMicroseconds = 24L * 3600 * 1_000_000;

    private const int SubBucketBits = 11;
    private const int SubBuckets = 1 << SubBucketBits;
    private const int HalfSubBuckets = SubBuckets / 2;
    private const int ChunkBits = 7;
    private const int ChunkSize = 1 << ChunkBits;

    private static readonly int s_chunks = (IndexOf(HighestMicroseconds) >> ChunkBits) + 1;

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

    /// <summary>Counts one time. A negative one (the clock doesn't go back, so only a rounding) counts as 0.</summary>
    public void Record(long microseconds)
    {
        microseconds = Math.Clamp(microseconds, 0, HighestMicroseconds);
        var index = IndexOf(microseconds);
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

    /// <summary>Highest value in µs that is equal, at 3 digits, to the smallest time which at least <paramref name="quantile"/> of all don't exceed.</summary>
    /// <param name="quantile">0 to 1, such as 0.999</param>
    public long Quantile(double quantile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quantile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantile, 1);
        if (Count == 0)
            return 0;
        var rank = Math.Clamp((long)Math.Ceiling(quantile * Count - 1e-9 * Count), 1, Count);
        long seen = 0;
        foreach (var (value, count) in Buckets())
        {
            seen += count;
            if (seen >= rank)
                return Math.Clamp(value + WidthAt(value) - 1, Min, Max);
        }
        return Max;
    }

    /// <summary>Lowest value in µs and count of every bucket that isn't empty, in order.</summary>
    public IEnumerable<(long Microseconds, long Count)> Buckets() => Counts().Select(bucket => (LowestOf(bucket.Index), bucket.Count));

    /// <summary>HdrHistogram's index and count of every bucket that isn't empty, in order.</summary>
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

    private static long WidthAt(long value) => 1L << Octave(value);

    /// <summary>0 for values below 2,048 µs, then one more each time the value doubles.</summary>
    private static int Octave(long value) => BitOperations.Log2((ulong)value | (SubBuckets - 1)) - (SubBucketBits - 1);

    private static int IndexOf(long value)
    {
        var octave = Octave(value);
        return octave * HalfSubBuckets + (int)(value >> octave);
    }

    private static long LowestOf(int index)
    {
        var octave = Math.Max(0, index / HalfSubBuckets - 1);
        return (long)(index - octave * HalfSubBuckets) << octave;
    }
}
