using BenchmarkDotNet.Attributes;
using PspLoad.Load.Pacing;

namespace PspLoad.Benchmarks.Load;

/// <summary>Cost of one arrival on the timetable's thread, before anything is sent.</summary>
[MemoryDiagnoser]
public class PacerBenchmarks
{
    private const int Arrivals = 100_000;

    private static readonly TimeSpan s_tenSeconds = TimeSpan.FromSeconds(10);

    private readonly RateProfile _constant = RateProfile.Constant(Arrivals / 10.0, s_tenSeconds);
    private readonly RateProfile _ramp = RateProfile.Ramp(0, Arrivals / 5.0, s_tenSeconds);
    private readonly RateProfile _sine = RateProfile.Sine(Arrivals / 10.0, Arrivals / 20.0, s_tenSeconds, s_tenSeconds);

    [Benchmark(Description = "constant, uniform", Baseline = true, OperationsPerInvoke = Arrivals)]
    public long Constant() => Walk(_constant, Spacing.Uniform);

    [Benchmark(Description = "constant, Poisson", OperationsPerInvoke = Arrivals)]
    public long ConstantPoisson() => Walk(_constant, Spacing.Poisson);

    [Benchmark(Description = "ramp, Poisson", OperationsPerInvoke = Arrivals)]
    public long RampPoisson() => Walk(_ramp, Spacing.Poisson);

    [Benchmark(Description = "sine, Poisson", OperationsPerInvoke = Arrivals)]
    public long SinePoisson() => Walk(_sine, Spacing.Poisson);

    private static long Walk(RateProfile profile, Spacing spacing)
    {
        var pacer = new Pacer(profile, spacing, seed: 1);
        long last = 0;
        while (pacer.Next() is { } time)
            last = time;
        return last;
    }
}
