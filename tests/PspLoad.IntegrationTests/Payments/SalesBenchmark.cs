using System.Diagnostics;
using System.Globalization;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>
/// A measured run, not a test: sales a second on two nodes, a durable MariaDB and an acquirer without latency, with a simple closed client, all on this machine.
/// Run it with <c>-explicit only -class '*SalesBenchmark' -showLiveOutput</c>; PSPLOAD_NODE_PROGRAM names another build of the node to measure.
/// </summary>
[Collection(PaymentTests.Name)]
public sealed class SalesBenchmark(PaymentSystem system)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(8)]
    [InlineData(64)]
    public async Task Sales_per_second(int connections)
    {
        PaymentSystem.SkipIfMissing();
        string merchants = Path.Combine(system.Directory, "benchmark-merchants.json");
        await File.WriteAllTextAsync(merchants, """[{"name":"bench","key":"benchmark-key-of-the-test","secret":"benchmark-secret-of-the-test"}]""", Cancel);
        await using PspNode a = system.CreateNode("bench1", system.Database);
        await using PspNode b = system.CreateNode("bench2", system.Database);
        foreach (PspNode node in new[] { a, b }) node.Start(("MERCHANTS_FILE", merchants), ("LOG_LEVEL", "warning"));
        await a.WaitReadyAsync(Cancel);
        await b.WaitReadyAsync(Cancel);
        MerchantClient client = new(system.Http, "benchmark-key-of-the-test", "benchmark-secret-of-the-test");
        await SellAsync(client, [a, b], connections, WarmUp);

        Counters before = await ReadAsync(a, b);
        long started = Stopwatch.GetTimestamp();
        List<double> latencies = await SellAsync(client, [a, b], connections, Measured);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Counters after = await ReadAsync(a, b);
        latencies.Sort();
        int sales = latencies.Count;
        string Split(string name, TimeSpan cpu) => string.Create(CultureInfo.InvariantCulture, $"{name} {cpu.TotalSeconds / seconds * 100:0} %");
        ITestOutputHelper output = TestContext.Current.TestOutputHelper!;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{connections} connections: {sales / seconds:0} sales/s, p50 {latencies[sales / 2]:0.0} ms, p99 {latencies[(int)(sales * 0.99)]:0.0} ms, max {latencies[^1]:0.0} ms"));
        output.WriteLine("CPU of one core: " + string.Join(", ", Split("nodes", after.Nodes - before.Nodes), Split("MariaDB", after.Database - before.Database), Split("acquirer", after.Acquirer - before.Acquirer), Split("client", after.Client - before.Client)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"per sale: {(after.Commits - before.Commits) / (double)sales:0.00} commits, {(after.Syncs - before.Syncs) / (double)sales:0.00} log syncs, {(after.Allocated - before.Allocated) / sales:0} bytes allocated in the nodes, {(after.Statements - before.Statements) / (double)sales:0.0} statements"));
        Assert.True(sales > 0);
    }

    private static async Task<List<double>> SellAsync(MerchantClient client, PspNode[] nodes, int connections, TimeSpan duration)
    {
        long started = Stopwatch.GetTimestamp();
        List<double>[] latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(i => Task.Run(async () =>
        {
            List<double> own = [];
            for (int n = 0; Stopwatch.GetElapsedTime(started) < duration; n++)
            {
                long begun = Stopwatch.GetTimestamp();
                Answer answer = await client.PostAsync(nodes[i % nodes.Length], "/v1/payments", TestCards.Payment(TestCards.Approved, orderId: $"bench-{i}-{n}"), Guid.NewGuid().ToString(), Cancel);
                own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                Assert.Equal(201, answer.Status);
            }

            return own;
        })));
        return [.. latencies.SelectMany(own => own)];
    }

    private async Task<Counters> ReadAsync(PspNode a, PspNode b)
    {
        Dictionary<string, long> status = (await system.Database.QueryAsync(
                "SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_commit', 'Innodb_data_fsyncs', 'Binlog_commits', 'Binlog_group_commits', 'Questions')", row => (row.GetString(0), long.Parse(row.GetString(1), CultureInfo.InvariantCulture)), Cancel))
            .ToDictionary(row => row.Item1, row => row.Item2);
        double allocated = 0;
        foreach (PspNode node in new[] { a, b })
        {
            string metrics = await node.MetricsAsync(Cancel);
            allocated += double.Parse(metrics.Split('\n').Single(line => line.StartsWith("dotnet_gc_allocated_bytes_total ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
        }

        using Process self = Process.GetCurrentProcess();
        return new Counters(
            a.CpuTime + b.CpuTime, system.Database.CpuTime, system.Acquirer.CpuTime, self.TotalProcessorTime, status["Com_commit"], status["Innodb_data_fsyncs"] + status["Binlog_group_commits"], status["Questions"], allocated);
    }

    private sealed record Counters(TimeSpan Nodes, TimeSpan Database, TimeSpan Acquirer, TimeSpan Client, long Commits, long Syncs, long Statements, double Allocated);
}
