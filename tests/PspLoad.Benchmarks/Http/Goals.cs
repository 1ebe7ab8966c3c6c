namespace PspLoad.Benchmarks.Http;

/// <summary>Judges goals 1 to 5 of the load engine. A goal without a measurement is reported as not measured.</summary>
internal static class Goals
{
    private const int Few = 64;
    private const int Many = 5_000;

    public static IEnumerable<Goal> Judge(IReadOnlyList<Series> series, InjectorSeries? injector)
    {
        if (injector is not null)
        {
            foreach (var quantile in new[] { 0.9, 0.99, 0.999 })
            {
                yield return Goal.AtMost(
                    $"1. freeze test, deviation of p{quantile * 100:0.#} from the calculated value",
                    0.02,
                    Statistics.Median(injector.Freezes.Select(run => Math.Abs(run.Deviation(quantile)))),
                    "P1"
                );
            }
            yield return Goal.AtMost("1. arrivals not accounted for", 0, injector.Freezes.Sum(run => run.Scheduled - run.Completed), "N0");
        }
        foreach (
            var (scheme, peer, least) in new[]
            {
                ("http", "wrk", 1.0),
                ("http", "hey", 2.5),
                ("http", "autocannon", 1.5),
                ("https", "wrk", 0.85),
                ("https", "hey", 2.0),
            }
        )
        {
            if (Find(series, scheme, Few)?.Ratio(peer, run => run.RequestsPerCpuSecond) is { } ratio)
                yield return Goal.AtLeast($"2. {(scheme == "http" ? "HTTP/1.1" : "TLS")}, requests per CPU-second ÷ {peer}'s", least, ratio, "0.00");
        }
        yield return new Goal(
            "3. full payment flow, requests per CPU-second",
            "≥ 20,000",
            "not measured by this command: see `./run.sh bench payments flow`",
            null
        );
        if (Find(series, "http", Many) is { } many)
        {
            if (Find(series, "http", Few) is { } few)
            {
                var grown = many.Median(Tools.Ours, run => run.PeakRssBytes) - few.Median(Tools.Ours, run => run.PeakRssBytes);
                yield return Goal.AtMost("4. KB per additional user and its connection", 15, grown / (Many - Few) / 1e3, "0.0");
            }
            if (many.Ratio("hey", run => run.PeakRssBytes) is { } memory)
                yield return Goal.AtMost($"4. peak RSS at {Many:N0} connections ÷ hey's", 0.25, memory, "0.00");
        }
        foreach (var rate in injector?.Lags.GroupBy(run => run.Rate) ?? [])
        {
            yield return Goal.AtMost($"5. lag p99 at {rate.Key:N0} Poisson arrivals/s, ms", 0.3, Statistics.Median(rate.Select(run => run.P99)), "0.00");
            yield return Goal.AtMost(
                $"5. % of one core at {rate.Key:N0} arrivals/s, including the requests",
                20,
                Statistics.Median(rate.Select(run => run.CorePercent)),
                "0"
            );
        }
    }

    private static Series? Find(IReadOnlyList<Series> series, string scheme, int connections) =>
        series.FirstOrDefault(one => one.Scheme == scheme && one.Connections == connections);
}
