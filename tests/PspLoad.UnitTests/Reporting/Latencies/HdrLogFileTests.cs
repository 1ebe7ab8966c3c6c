using PspLoad.Core.Errors;
using PspLoad.Core.Histograms;
using PspLoad.Core.Results;
using PspLoad.Reporting.Latencies;

namespace PspLoad.UnitTests.Reporting.Latencies;

/// <summary>Compares the reader of HDR logs with the library that wrote them and with the engine's histogram.</summary>
public sealed class HdrLogFileTests
{
    [Fact]
    public void Quantiles_of_a_log_are_those_of_run_json()
    {
        using var folder = new ReportFolder(new SampleRun());
        var run = folder.Read().Run;
        var latencies = FlowLatencies.Read(folder.Read().FileOf(ResultFiles.Latencies));

        Assert.Equal(run.Arrivals.Scheduled, latencies.Response.Count);
        Assert.Equal(run.Flows.Select(flow => flow.Arrivals.Scheduled), latencies.ResponseOfFlows.Values.Select(flow => flow.Count));
        foreach (
            var (quantile, expected) in new[]
            {
                (0.5, run.ResponseTimeMs.P50),
                (0.95, run.ResponseTimeMs.P95),
                (0.99, run.ResponseTimeMs.P99),
                (0.999, run.ResponseTimeMs.P999),
            }
        )
        {
            Assert.InRange(latencies.Response.Quantile(quantile), expected * 0.998, expected * 1.002 + 0.001);
        }
    }

    [Fact]
    public void The_layout_is_the_engines()
    {
        var random = new Random(7);
        var (engine, ours) = (new LatencyHistogram(), new Distribution());
        for (var i = 0; i < 10_000; i++)
        {
            var microseconds = (long)Math.Exp(random.NextDouble() * 24);
            engine.Record(microseconds);
            ours.Add(HistogramLayout.IndexOf(microseconds), 1);
        }

        foreach (var quantile in new[] { 0.01, 0.5, 0.9, 0.99, 0.999 })
            Assert.Equal(engine.Quantile(quantile) / 1e3, ours.Quantile(quantile));
    }

    [Fact]
    public void A_damaged_histogram_is_named_by_line()
    {
        using var folder = new ReportFolder(new SampleRun { Seconds = 2, FaultAt = null });
        var log = folder.Read().FileOf(ResultFiles.Latencies);
        File.AppendAllText(log, "Tag=card-sale|-|ok|response,1.000,1.000,1.000,AAAA\n");

        var failed = Assert.Throws<OperationFailedException>(() => FlowLatencies.Read(folder.Read().FileOf(ResultFiles.Latencies)));
        Assert.StartsWith($"{log}:{File.ReadLines(log).Count()}: ", failed.Message, StringComparison.Ordinal);
    }
}
