using PspLoad.Core.Histograms;
using PspLoad.Core.Results;

namespace PspLoad.Reporting.Latencies;

/// <summary>Sum of histograms in <see cref="HistogramLayout"/>. Its memory follows the longest time, not the number of samples.</summary>
public sealed class Distribution
{
    private const int Step = HistogramLayout.BucketsOfOneWidth;

    private long[] _counts = new long[2 * Step];

    /// <summary>Times counted.</summary>
    public long Count { get; private set; }

    /// <summary>Adds <paramref name="count"/> times to a bucket.</summary>
    public void Add(int index, long count)
    {
        if (index >= _counts.Length)
            Array.Resize(ref _counts, (index / Step + 1) * Step);
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

    /// <summary>Time in ms that at least this share of all times do not exceed, at 3 digits and rounded up; 0 when empty.</summary>
    /// <param name="quantile">0 to 1</param>
    public double Quantile(double quantile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(quantile * Count - 1e-9 * Count));
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank && Count > 0)
                return HighestMsOf(i);
        }
        return 0;
    }

    /// <summary>Middle in ms and count of every bucket that is not empty, in order.</summary>
    public IEnumerable<(double Milliseconds, long Count)> Buckets()
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
                yield return ((HistogramLayout.LowestOf(i) + (HistogramLayout.WidthOf(i) - 1) / 2.0) / 1e3, _counts[i]);
        }
    }

    /// <summary>In ms, at 3 digits; all 0 when empty.</summary>
    public TimesPart ToPart()
    {
        double Mean() => Math.Round(Buckets().Sum(bucket => bucket.Milliseconds * bucket.Count) / Count, 3);
        return Count == 0
            ? new(0, 0, 0, 0, 0, 0, 0, 0, 0)
            : new(
                HistogramLayout.LowestOf(Array.FindIndex(_counts, count => count > 0)) / 1e3,
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

    /// <summary>Longest time of a bucket, ms.</summary>
    internal static double HighestMsOf(int index) => HistogramLayout.HighestOf(index) / 1e3;
}
