using System.Globalization;
using PspLoad.Core.Histograms;
using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Load.Pacing;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;

namespace PspLoad.Cli.Load;

/// <summary>The result on one screen: thresholds first, then the requested rate against the achieved one.</summary>
internal static class LoadSummary
{
    private static readonly double[] s_quantiles = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

    public static void Write(TextWriter output, Uri url, LoadResult result, IReadOnlyList<ThresholdPart> thresholds)
    {
        var measured = result.Measured;
        output.WriteLine($"{url}  {Describe(result)}");
        if (thresholds.Count > 0)
        {
            output.WriteLine("\nthresholds");
            foreach (var threshold in thresholds)
            {
                output.WriteLine($"  {(threshold.Passed ? "✓" : "✗")} {threshold.Expression, -28} {ThresholdText.Actual(threshold)}");
            }
        }
        WriteArrivals(output, result);
        output.WriteLine("\ntimes in ms   [min, mean, 50, 75, 90, 95, 99, 99.9, max]");
        output.WriteLine($"  response    {Line(measured.Times.Response)}");
        output.WriteLine($"  service     {Line(measured.Times.Service)}");
        output.WriteLine($"  lag         {Line(measured.Times.Lag)}");
        if (measured.Errors.Count > 0 && measured.Arrivals.Completed > 0)
            output.WriteLine($"  completed   {Line(measured.TimesOfCompleted.Response)}");
        if (result.Model is ClosedModel)
            output.WriteLine("  (closed model: a slow server also slows down this load; use --rate to see how long customers would wait)");
        WriteErrors(output, measured);
        WriteInjector(output, result);
        WriteVerdict(output, result);
    }

    private static string Describe(LoadResult result)
    {
        var phase =
            $"for {Humane.Digits(result.DurationSeconds)} s after {Humane.Digits(result.WarmUp.Duration.TotalSeconds)} s of warm-up, "
            + $"seed {result.Seed.ToString(CultureInfo.InvariantCulture)}";
        return result.Model switch
        {
            OpenModel open => $"{open.Name} {(open.Spacing == Spacing.Poisson ? "Poisson" : "uniform")}, at most {open.MaxInFlight} in flight, {phase}",
            ClosedModel closed => $"{closed.Name}, {closed.MaxUsers} clients, {phase}",
            _ => phase,
        };
    }

    private static void WriteArrivals(TextWriter output, LoadResult result)
    {
        var (phase, arrivals) = (result.Measured, result.Measured.Arrivals);
        output.WriteLine(
            $"\narrivals      {arrivals.Scheduled} scheduled = {arrivals.Completed} completed + {arrivals.Failed} failed + "
                + $"{arrivals.TimedOut} timed out + {arrivals.Dropped} dropped"
        );
        if (result.Model is OpenModel)
        {
            output.WriteLine(
                $"rate          {Humane.Rate(phase.TargetRate)}   throughput {Humane.Rate(phase.Throughput)} "
                    + $"({Humane.Share(arrivals.Completed, arrivals.Scheduled)} of the rate)"
            );
        }
        else
        {
            output.WriteLine($"throughput    {Humane.Rate(phase.Throughput)}");
        }
    }

    private static void WriteErrors(TextWriter output, PhaseResult phase)
    {
        output.WriteLine($"\nerrors        {(phase.Errors.Count == 0 ? "none" : "")}".TrimEnd());
        foreach (var error in phase.Errors)
        {
            output.WriteLine($"  {error.Kind.Label(), -18} {error.Count, 10}   {Humane.Share(error.Count, phase.Arrivals.Scheduled)}");
            foreach (var example in error.Examples)
                output.WriteLine($"      {example}");
        }
        if (phase.Arrivals.Dropped > 0)
            output.WriteLine($"  {"dropped", -18} {phase.Arrivals.Dropped, 10}   {Humane.Share(phase.Arrivals.Dropped, phase.Arrivals.Scheduled)}");
    }

    private static void WriteInjector(TextWriter output, LoadResult result)
    {
        if (result.Health is not { } health)
            return;
        var waited = health.CpuWaitPercent is { } wait ? $", waited {wait:0} % of it" : "";
        output.WriteLine(
            $"\ninjector      CPU {health.CpuPercent:0.0} % of {Environment.ProcessorCount} cores "
                + $"(machine {health.MachineCpuPercent:0} %, steal {health.StealPercent:0.0} %{waited}), "
                + $"lag p99 {Humane.Digits(result.Measured.Times.Lag.Quantile(0.99) / 1e3)} ms, longest stall {Humane.Digits(health.HeartbeatLag.Max / 1e3)} ms"
        );
        if (health.Foreign is { Most.Count: > 0 } foreign)
        {
            output.WriteLine(
                $"              other processes took {Humane.Digits(foreign.Percent)} % of the machine's CPU while no CPU was idle: "
                    + string.Join(", ", foreign.Most)
            );
        }

        output.WriteLine(
            $"              GC {Humane.Digits(health.GcPauseMs)} ms, RSS {Humane.Bytes(health.PeakRssBytes)}, "
                + $"{health.PeakDescriptors} of {health.DescriptorLimit} descriptors, network {Humane.Bytes(health.NetworkBytesPerSecond)}/s"
        );
    }

    private static void WriteVerdict(TextWriter output, LoadResult result)
    {
        var validity = result.IsValid ? ValidityVerdict.Valid : ValidityVerdict.Invalid;
        output.WriteLine($"\n{validity.JsonName()}{(result.Interrupted ? ", interrupted" : "")}");
        foreach (var reason in result.InvalidReasons)
            output.WriteLine($"  {reason.Name}: {reason.Message}");
        foreach (var remark in result.Remarks)
            output.WriteLine($"  {remark.Severity.JsonName()}: {remark.Name}: {remark.Message}");
    }

    private static string Line(LatencyHistogram times)
    {
        if (times.Count == 0)
            return "none";
        double[] values = [times.Min, times.Mean, .. s_quantiles.Select(quantile => (double)times.Quantile(quantile)), times.Max];
        return $"[{string.Join(", ", values.Select(value => Humane.Digits(value / 1e3)))}]";
    }
}
