using System.Diagnostics;
using PspLoad.Core.Errors;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.Benchmarks.Psp;

/// <summary>
/// Measures sales per second with two nodes, MariaDB with durable commits, an acquirer without latency and a simple closed-loop client, all on this
/// machine.
/// </summary>
internal static class SalesBenchmark
{
    private const int CountedSales = 500;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(20);

    public static async Task<string> RunAsync(PspArguments arguments, CancellationToken cancellationToken)
    {
        await using var stack = await SalesStack.StartAsync(cancellationToken);
        await SellAsync(stack.Client, stack.Nodes, arguments.Connections.Max(), s_warmUp, cancellationToken);
        var runs = new List<SalesRun>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            foreach (var connections in arguments.Connections)
            {
                var run = await MeasureAsync(stack, connections, TimeSpan.FromSeconds(arguments.Seconds), cancellationToken);
                Console.Error.WriteLine($"round {round + 1}, {connections} connections: {run.SalesPerSecond:0} sales/s, p99 {run.P99Ms:0.0} ms");
                runs.Add(run);
            }
        }

        var (roundTrips, ready) = await CountAsync(stack, cancellationToken);
        var version = (await stack.Database.QueryAsync("SELECT @@version", row => row.GetString(0), cancellationToken))[0];
        return SalesReport.Markdown(runs, roundTrips, ready, arguments.Seconds, version);
    }

    private static async Task<SalesRun> MeasureAsync(SalesStack stack, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var before = await Counters.ReadAsync(stack, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var latencies = await SellAsync(stack.Client, stack.Nodes, connections, duration, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var after = await Counters.ReadAsync(stack, cancellationToken);
        latencies.Sort();
        double sales = latencies.Count;
        double Share(Func<Counters, TimeSpan> cpu) => (cpu(after) - cpu(before)).TotalSeconds / seconds * 100;
        return new SalesRun(
            connections,
            sales / seconds,
            latencies[latencies.Count / 2],
            latencies[(int)(latencies.Count * 0.99)],
            latencies[^1],
            Share(counters => counters.Nodes),
            Share(counters => counters.Database),
            Share(counters => counters.Acquirer),
            Share(counters => counters.Client),
            (after.Commits - before.Commits) / sales,
            (after.Syncs - before.Syncs) / sales,
            (after.Allocated - before.Allocated) / sales
        );
    }

    /// <returns>response time of every sale, ms</returns>
    private static async Task<List<double>> SellAsync(
        MerchantClient client,
        IReadOnlyList<PspNode> nodes,
        int connections,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(i =>
                    Task.Run(
                        async () =>
                        {
                            var own = new List<double>();
                            for (var n = 0; Stopwatch.GetElapsedTime(started) < duration; n++)
                            {
                                var begun = Stopwatch.GetTimestamp();
                                await SellAsync(client, nodes[i % nodes.Count], $"bench-{i}-{n}", cancellationToken);
                                own.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                            }
                            return own;
                        },
                        cancellationToken
                    )
                )
        );
        return [.. latencies.SelectMany(own => own)];
    }

    private static async Task SellAsync(MerchantClient client, PspNode node, string order, CancellationToken cancellationToken)
    {
        var answer = await client.PostAsync(
            node,
            "/v1/payments",
            TestCards.Payment(TestCards.Approved, orderId: order),
            Guid.NewGuid().ToString(),
            cancellationToken
        );
        if (answer.Status != 201)
        {
            throw new OperationFailedException(
                ExitCode.RunInvalid,
                $"a sale was answered with {answer}",
                "every sale must succeed; see the warnings in the nodes' logs"
            );
        }
    }

    /// <summary>
    /// Counts the commands per sale between a node and its database, without the node's background work, and measures the time until that
    /// node is ready.
    /// </summary>
    private static async Task<(double RoundTrips, TimeSpan Ready)> CountAsync(SalesStack stack, CancellationToken cancellationToken)
    {
        await using var counter = new CommandCounter(stack.Database.Port);
        await using var node = stack.CreateNode("counted", counter.Port);
        var started = Stopwatch.GetTimestamp();
        await node.StartReadyAsync(cancellationToken);
        var ready = Stopwatch.GetElapsedTime(started);
        await SellManyAsync();
        var before = counter.Commands;
        started = Stopwatch.GetTimestamp();
        await SellManyAsync();
        var busy = counter.Commands - before;
        var took = Stopwatch.GetElapsedTime(started);
        before = counter.Commands;
        await Task.Delay(took, cancellationToken);
        return ((busy - (counter.Commands - before)) / (double)CountedSales, ready);

        async Task SellManyAsync()
        {
            for (var n = 0; n < CountedSales; n++)
                await SellAsync(stack.Client, node, $"counted-{n}", cancellationToken);
        }
    }
}
