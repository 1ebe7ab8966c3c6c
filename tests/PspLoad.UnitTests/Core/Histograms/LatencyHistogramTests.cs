using CsCheck;
using HdrHistogram;
using PspLoad.Core.Histograms;

namespace PspLoad.UnitTests.Core.Histograms;

public sealed class LatencyHistogramTests
{
    private static readonly double[] s_quantiles = [0, 0.1, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 1];

    /// <summary>Times from nanoseconds to hours, in every octave.</summary>
    private static readonly Gen<long[]> s_anyTimes = Gen.OneOf(
        Gen.Long[0, 3_000].Array[1, 300],
        Gen.Long[0, 50_000_000].Array[1, 300],
        Gen.Double[0, 36].Select(power => (long)Math.Pow(2, power)).Array[1, 300]
    );

    [Fact]
    public void Percentiles_are_within_3_digits_of_the_exact_ones() =>
        s_anyTimes.Sample(times =>
        {
            var histogram = Of(times);
            var sorted = times.Order().ToArray();
            foreach (var quantile in s_quantiles)
            {
                var exact = sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Length - 1e-9 * sorted.Length) - 1)];
                Assert.InRange(histogram.Quantile(quantile), exact, exact + exact / 1_000 + 1);
            }
            Assert.Equal(sorted[0], histogram.Min);
            Assert.Equal(sorted[^1], histogram.Max);
            Assert.Equal(times.Average(), histogram.Mean, tolerance: 1e-6 * histogram.Max + 1e-9);
        });

    [Fact]
    public void The_layout_is_that_of_HdrHistogram() =>
        s_anyTimes.Sample(
            times =>
            {
                var oracle = new LongHistogram(LatencyHistogram.HighestMicroseconds, 3);
                foreach (var time in times)
                    oracle.RecordValue(time);
                var expected = oracle.RecordedValues().Select(value => (oracle.LowestEquivalentValue(value.ValueIteratedTo), value.CountAtValueIteratedTo));

                Assert.Equal(expected, Of(times).Buckets());
            },
            iter: 300
        );

    [Fact]
    public void HdrHistogram_decodes_what_is_encoded() =>
        Gen.Select(s_anyTimes, Gen.Int[1, 5])
            .Sample(
                (times, repeated) =>
                {
                    var histogram = Of([.. Enumerable.Repeat(times, repeated).SelectMany(all => all)]);
                    using var encoding = new HdrEncoder();
                    encoding.Encode(Of([7]));

                    var decoded = HistogramEncoding.DecodeFromCompressedByteBuffer(
                        HdrHistogram.Utilities.ByteBuffer.Allocate(encoding.Encode(histogram).ToArray()),
                        0
                    );

                    Assert.Equal(histogram.Count, decoded.TotalCount);
                    Assert.Equal(
                        histogram.Buckets(),
                        decoded.RecordedValues().Select(value => (decoded.LowestEquivalentValue(value.ValueIteratedTo), value.CountAtValueIteratedTo))
                    );
                },
                iter: 300
            );

    [Fact]
    public void Encoding_allocates_little()
    {
        var histogram = Of([.. Enumerable.Range(0, 2_000).Select(i => i * 1_000L)]);
        using var encoding = new HdrEncoder();
        encoding.Encode(histogram);
        var before = GC.GetAllocatedBytesForCurrentThread();
        encoding.Encode(histogram);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * 1024);
    }

    [Fact]
    public void Merged_histograms_equal_one_that_saw_everything() =>
        Gen.Select(s_anyTimes, s_anyTimes)
            .Sample(
                (some, others) =>
                {
                    var merged = Of(some);
                    merged.Add(Of(others));
                    var whole = Of([.. some, .. others]);

                    Assert.Equal(whole.Buckets(), merged.Buckets());
                    Assert.Equal((whole.Count, whole.Min, whole.Max), (merged.Count, merged.Min, merged.Max));
                    Assert.Equal(whole.Mean, merged.Mean, tolerance: 1e-9 * whole.Max + 1e-9);
                }
            );

    [Fact]
    public void Cleared_means_empty()
    {
        var histogram = Of([1, 2, 3_000_000]);
        histogram.Clear();
        Assert.Equal((0, 0, 0, 0.0), (histogram.Count, histogram.Min, histogram.Max, histogram.Mean));
        Assert.Equal(0, histogram.Quantile(0.99));
        histogram.Record(7);
        Assert.Equal((1, 7, 7), (histogram.Count, histogram.Min, histogram.Max));
    }

    [Fact]
    public void Times_beyond_the_range_are_counted_at_its_ends()
    {
        var histogram = Of([-5, long.MaxValue]);
        Assert.Equal((2, 0, LatencyHistogram.HighestMicroseconds), (histogram.Count, histogram.Min, histogram.Max));
    }

    private static LatencyHistogram Of(long[] times)
    {
        var histogram = new LatencyHistogram();
        foreach (var time in times)
            histogram.Record(time);
        return histogram;
    }
}
