using System.Diagnostics.Metrics;
using System.Text;
using Prometheus;
using PspLoad.ReferencePsp.Observability;

namespace PspLoad.UnitTests.ReferencePsp.Observability;

/// <summary>The command <c>capacity</c> reads these names.</summary>
public sealed class DriverMetricsTests
{
    [Fact]
    public async Task Instruments_keep_their_names_tags_and_types()
    {
        var registry = Metrics.NewCustomRegistry();
        using var metrics = new DriverMetrics(registry);
        using Meter meter = new("MySqlConnector");
        var usage = meter.CreateUpDownCounter<int>("db.client.connections.usage", null, "Connections by state.");
        var timeouts = meter.CreateCounter<int>("db.client.connections.timeouts");
        var waited = meter.CreateHistogram<float>("db.client.connections.wait_time");
        meter.CreateObservableUpDownCounter("db.client.connections.max", () => new Measurement<int>(32, Tag("pool.name", "a")));

        usage.Add(2, Tag("pool.name", "a"), Tag("state", "used"));
        usage.Add(-1, Tag("pool.name", "a"), Tag("state", "used"));
        usage.Add(1, Tag("pool.name", "a"), Tag("state", "idle"));
        timeouts.Add(1, Tag("pool.name", "a"));
        waited.Record(0.003f, Tag("pool.name", "a"));

        await using MemoryStream text = new();
        await registry.CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        var lines = Encoding.UTF8.GetString(text.ToArray()).Split('\n');
        Assert.Contains("# TYPE db_client_connections_usage gauge", lines);
        Assert.Contains("db_client_connections_usage{pool_name=\"a\",state=\"used\"} 1", lines);
        Assert.Contains("db_client_connections_usage{pool_name=\"a\",state=\"idle\"} 1", lines);
        Assert.Contains("# TYPE db_client_connections_timeouts counter", lines);
        Assert.Contains("db_client_connections_timeouts{pool_name=\"a\"} 1", lines);
        Assert.Contains("# TYPE db_client_connections_wait_time histogram", lines);
        Assert.Contains("db_client_connections_wait_time_bucket{pool_name=\"a\",le=\"0.0025\"} 0", lines);
        Assert.Contains("db_client_connections_wait_time_bucket{pool_name=\"a\",le=\"0.005\"} 1", lines);
        Assert.Contains("db_client_connections_max{pool_name=\"a\"} 32", lines);
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
