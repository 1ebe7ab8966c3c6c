using System.Numerics;
using PspLoad.Core.Results;

namespace PspLoad.Reporting.Latencies;

/// <summary>Sum of histograms in HdrHistogram's layout with 3 significant digits and unit 1 µs. Its memory follows the longest time, not
/// the number of samples.</summary>
public sealed class Distribution
{
    /// <summary>Half of the 2,048 sub-buckets that 3 digits need.</summary>
    private const int Half = 1024;

    private long[] _counts = new long[2 * Half];

    /// <summary>Times counted.</summary>
    public long Count { get; private set; }

    /// <summary>Adds <paramref name="count"/> times at a position of the layout.</summary>
    public void Add(int index, long count)
    {
        if (index >= _counts.Length)
            Array.Resize(ref _counts, (index / Half + 1) * Half);
        _counts[index] += count;
        Count += count;
    }

    public void Add(Distribution other)
    {
        for (var i = 0; i < other._counts.Length; i++)
        {
            if (other._counts[i] > 0)
                Add(i, other._counts[i]);
        }
    }

    /// <summary>Highest time in ms that is equal, at 3 digits, to the one which at least <paramref name="quantile"/> of all don't exceed; 0
    /// when empty.</summary>
    /// <param name="quantile">0 to 1</param>
    public double Quantile(double quantile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(quantile * Count - 1e-9 * Count));
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank && Count > 0)
                return (LowestOf(i) + WidthOf(i) - 1) / 1e3;
        }
        return 0;
    }

    /// <summary>Middle in ms and count of every position that isn't empty, in order.</summary>
    public IEnumerable<(double Milliseconds, long Count)> Buckets()
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
                yield return ((LowestOf(i) + (WidthOf(i) - 1) / 2.0) / 1e3, _counts[i]);
        }
    }

    /// <summary>In ms, at 3 digits; all 0 when empty.</summary>
    public TimesPart ToPart()
    {
        double Mean() => Math.Round(Buckets().Sum(bucket => bucket.Milliseconds * bucket.Count) / Count, 3);
        return Count == 0
            ? new(0, 0, 0, 0, 0, 0, 0, 0, 0)
            : new(
                LowestOf(Array.FindIndex(_counts, count => count > 0)) / 1e3,
                Mean(),
                Quantile(0.5),
                Quantile(0.75),
                Quantile(0.9),
                Quantile(0.95),
                Quantile(0.99),
                Quantile(0.999),
                Quantile(1)
            );
    }

    /// <summary>Position of a time in the layout.</summary>
    internal static int IndexOf(long microseconds)
    {
        var octave = BitOperations.Log2((ulong)microseconds | (2 * Half - 1)) - 10;
        return octave * Half + (int)(microseconds >> octave);
    }

    /// <summary>Highest time in ms of a position.</summary>
    internal static double HighestMsOf(int index) => (LowestOf(index) + WidthOf(index) - 1) / 1e3;

    private static long WidthOf(int index) => 1L << Octave(index);

    private static long LowestOf(int index) => (long)(index - Octave(index) * Half) << Octave(index);

    private static int Octave(int index) => Math.Max(0, index / Half - 1);
}
