using BenchmarkDotNet.Attributes;
using HdrHistogram;
using PspLoad.Core.Histograms;
using PspLoad.Core.Load;
using PspLoad.Load.Recording;

namespace PspLoad.Benchmarks.Load;

/// <summary>Cost of recording one sample: on the thread that serves requests (append), and on the recorder's (histograms).</summary>
[MemoryDiagnoser]
public class RecordingBenchmarks
{
    private const int Samples = 1 << 16;

    private readonly SampleStream _stream = new();
    private readonly Sample[] _samples = new Sample[Samples];
    private readonly LatencyHistogram _ours = new();
    private readonly LongHistogram _library = new(LatencyHistogram.HighestMicroseconds, 3);
    private readonly Times _times = new();

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < Samples; i++)
        {
            // Log-uniform from 0.14 to 7.4 ms (e^-2 to e^2), so that many buckets are used.
            var service = (long)(1e6 * Math.Exp(random.NextDouble() * 4 - 2));
            _samples[i] = new Sample(1_000L * i, 1_000L * i + 30_000, 1_000L * i + 30_000 + service, 0, 0, ErrorKind.None, IsWarmUp: false);
            _ours.Record(service / 1_000);
            _library.RecordValue(service / 1_000);
        }
    }

    [Benchmark(Description = "append a sample (hot path)", OperationsPerInvoke = Samples)]
    public void Append()
    {
        foreach (ref readonly var sample in _samples.AsSpan())
            _stream.Append(sample);
        _stream.Drain(static _ => { });
    }

    [Benchmark(Description = "three times into our histograms", OperationsPerInvoke = Samples)]
    public void RecordTimes()
    {
        foreach (ref readonly var sample in _samples.AsSpan())
            _times.Record(sample);
    }

    [Benchmark(Description = "one time into our histogram", OperationsPerInvoke = Samples)]
    public void RecordOurs()
    {
        foreach (ref readonly var sample in _samples.AsSpan())
            _ours.Record((sample.End - sample.Start) / 1_000);
    }

    [Benchmark(Description = "one time into HdrHistogram", Baseline = true, OperationsPerInvoke = Samples)]
    public void RecordLibrary()
    {
        foreach (ref readonly var sample in _samples.AsSpan())
            _library.RecordValue((sample.End - sample.Start) / 1_000);
    }

    [Benchmark(Description = "a second's row: clear, add up, p99 (ours)")]
    public long IntervalOurs()
    {
        var total = new LatencyHistogram();
        total.Add(_ours);
        return total.Quantile(0.99);
    }

    [Benchmark(Description = "a second's row: clear, add up, p99 (HdrHistogram)")]
    public long IntervalLibrary()
    {
        var total = new LongHistogram(LatencyHistogram.HighestMicroseconds, 3);
        total.Add(_library);
        return total.GetValueAtPercentile(99);
    }
}
