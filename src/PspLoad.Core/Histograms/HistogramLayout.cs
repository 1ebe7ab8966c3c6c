using System.Numerics;

namespace PspLoad.Core.Histograms;

/// <summary>
/// The bucket layout of HdrHistogram with 3 significant digits and a unit of 1 µs: 2,048 buckets of 1 µs, then 1,024 buckets for each time the value doubles. A
/// bucket's index is its position in the encoded counts.
/// </summary>
public static class HistogramLayout
{
    /// <summary>Longest time that has a bucket of its own: 24 h.</summary>
    public const long HighestMicroseconds = 24L * 3600 * 1_000_000;

    public const int SignificantDigits = 3;

    /// <summary>Buckets of one width, beyond the first 2,048.</summary>
    public const int BucketsOfOneWidth = 1 << (Bits - 1);

    private const int Bits = 11;

    /// <param name="microseconds">0 or more</param>
    public static int IndexOf(long microseconds)
    {
        var octave = BitOperations.Log2((ulong)microseconds | ((1 << Bits) - 1)) - (Bits - 1);
        return octave * BucketsOfOneWidth + (int)(microseconds >> octave);
    }

    /// <summary>Shortest time of a bucket, µs.</summary>
    public static long LowestOf(int index) => (long)(index - OctaveOf(index) * BucketsOfOneWidth) << OctaveOf(index);

    /// <summary>Longest time of a bucket, µs.</summary>
    public static long HighestOf(int index) => LowestOf(index) + WidthOf(index) - 1;

    /// <summary>Times that share a bucket, µs.</summary>
    public static long WidthOf(int index) => 1L << OctaveOf(index);

    /// <summary>0 below 2,048 µs, then one more each time the value doubles.</summary>
    private static int OctaveOf(int index) => Math.Max(0, index / BucketsOfOneWidth - 1);
}
