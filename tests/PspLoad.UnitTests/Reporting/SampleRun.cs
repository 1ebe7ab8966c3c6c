using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HdrHistogram;
using HdrHistogram.Utilities;
using PspLoad.Core.Results;

namespace PspLoad.UnitTests.Reporting;

/// <summary>
/// Writes the folder of an invented run that looks like a real one: log-normal times, a node that dies at 20 s, an outage of 2.1 s.
/// Equal seeds give equal folders.
/// </summary>
internal sealed partial class SampleRun
{
    public const double OutageSeconds = 2.1;

    private readonly Random _random;
    private readonly LongHistogram _histogram = new(24L * 3600 * 1_000_000, 3);
    private readonly Dictionary<(string Flow, string Outcome), List<double>> _all = [];

    private readonly ByteBuffer _encoded;

    public SampleRun(int seed = 1)
    {
        _random = new Random(seed);
        _encoded = ByteBuffer.Allocate(_histogram.GetNeededByteBufferCapacity());
    }

    public int Seconds { get; init; } = 60;
    public int Rate { get; init; } = 200;

    /// <summary>Rate at the end, per second; null if the rate is constant.</summary>
    public int? RampTo { get; init; }

    /// <summary>Requests per second beyond this fail; the others wait.</summary>
    public int Capacity { get; init; } = int.MaxValue;

    /// <summary>Time of the fault, in seconds; null if nothing breaks.</summary>
    public double? FaultAt { get; init; } = 20;

    public int Lost { get; init; }
    public double Slowness { get; init; } = 1;
    public string FlowName { get; init; } = "card-sale";
    public string Message { get; init; } = "502 Bad Gateway";
    public bool WithHosts { get; init; } = true;
    public bool IsLab { get; init; } = true;
    public string Scenario { get; init; } = "failover";
    public DateTimeOffset StartedAt { get; init; } = new(2026, 11, 25, 9, 30, 0, TimeSpan.Zero);

    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var intervals = new List<IntervalLine>();
        using (var log = new StreamWriter(Path.Combine(folder, ResultFiles.Latencies)) { NewLine = "\n" })
        {
            var start = StartedAt.ToUnixTimeSeconds();
            log.WriteLine("#[Histogram log format version 1.3]");
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"#[StartTime: {start}.000 (seconds since epoch), {StartedAt:O}]"));
            for (var second = 0; second < Seconds; second++)
                intervals.Add(Second(second, start, log));
        }
        WriteLines(folder, ResultFiles.Intervals, intervals, ResultsJson.Default.IntervalLine);
        if (WithHosts)
            WriteLines(folder, ResultFiles.Hosts, Hosts(), ResultsJson.Default.HostLine);
        if (FaultAt is { } at)
        {
            WriteLines(
                folder,
                ResultFiles.Faults,
                [
                    new FaultLine(at, 0.003, "kill-active-application", "app1", "injected", null),
                    new FaultLine(at + 15, 0.003, "kill-active-application", "app1", "undone", null),
                ],
                ResultsJson.Default.FaultLine
            );
        }
        WriteLines(folder, ResultFiles.Violations, Violations(), ResultsJson.Default.ViolationLine);
        File.WriteAllText(
            Path.Combine(folder, ResultFiles.Evidence),
            """
            [{"role":"dns","check":"app1 resolves the front","status":"green","from":"app1","command":"dig","output":"198.18.0.9","time":"2026-11-25T09:29:00+00:00","durationMs":41.5,"requirements":["2.2.1"]},
             {"role":"time","check":"clock is disciplined","status":"not applicable","from":"ns1","command":"chronyc","output":"containers share a clock","time":"2026-11-25T09:29:00+00:00","durationMs":12,"requirements":["10.6.1"]}]
            """
        );
        File.WriteAllText(Path.Combine(folder, ResultFiles.Run), JsonSerializer.Serialize(Document(intervals), ResultsJson.Default.RunDocument));
        return folder;
    }

    private IntervalLine Second(int second, long start, StreamWriter log)
    {
        var times = new Dictionary<(string Flow, string Outcome), List<double>>();
        var lags = new List<double>();
        var rate = RateAt(second);
        for (var i = 0; i < rate; i++)
        {
            var at = second + (double)i / rate;
            var flow = _random.NextDouble() < 0.8 ? FlowName : "refund";
            var (ms, outcome) = rate > Capacity ? Beyond(rate) : Outcome(at);
            Add(times, (flow, outcome), ms);
            Add(_all, (flow, outcome), ms);
            lags.Add(Times(0.06, 0.5));
        }
        foreach (
            var ((flow, outcome), values) in times
                .OrderBy(entry => entry.Key.Flow, StringComparer.Ordinal)
                .ThenBy(entry => entry.Key.Outcome, StringComparer.Ordinal)
        )
        {
            var tag = $"{flow}|-|{outcome}|".Replace(' ', '-').Replace(',', '-');
            Append(log, start + second, tag + "response", values);
            Append(log, start + second, tag + "service", values.Select(value => Math.Max(0.2, value - 0.05)));
            Append(log, start + second, tag + "lag", values.Select(_ => 0.05));
        }
        long Count(Func<string, bool> outcome) => times.Where(entry => outcome(entry.Key.Outcome)).Sum(entry => entry.Value.Count);
        return new IntervalLine
        {
            Second = second,
            Target = rate,
            Completed = Count(outcome => outcome == "ok"),
            Failed = Count(outcome => outcome is not ("ok" or "read time-out")),
            TimedOut = Count(outcome => outcome == "read time-out"),
            Dropped = 0,
            InFlight = FaultAt is { } fault && second >= fault && second < fault + 3 ? 20 + _random.Next(20) : 1 + _random.Next(3),
            ResponseTimeMs = Quantiles(times.Values.SelectMany(value => value)),
            ServiceTimeMs = Quantiles(times.Values.SelectMany(value => value)),
            InjectorLagMs = Quantiles(lags),
            Errors = times
                .Where(entry => entry.Key.Outcome != "ok")
                .GroupBy(entry => entry.Key.Outcome)
                .ToDictionary(kind => KindOf(kind.Key), kind => (long)kind.Sum(entry => entry.Value.Count)),
            Flows = times
                .GroupBy(entry => entry.Key.Flow)
                .ToDictionary(
                    flow => flow.Key,
                    flow => new FlowIntervalPart(
                        flow.Where(entry => entry.Key.Outcome == "ok").Sum(entry => entry.Value.Count),
                        flow.Where(entry => entry.Key.Outcome != "ok").Sum(entry => entry.Value.Count),
                        Quantiles(flow.SelectMany(entry => entry.Value))
                    )
                ),
        };
    }

    private int RateAt(int second) => RampTo is { } last ? Rate + (last - Rate) * second / Seconds : Rate;

    private (double Ms, string Outcome) Beyond(int rate) =>
        _random.NextDouble() < (double)Capacity / rate ? (Times(4.0 * rate / Capacity * 20, 0.5), "ok") : (Times(1.4, 0.2), "status 5xx");

    private (double Ms, string Outcome) Outcome(double at)
    {
        if (FaultAt is not { } fault || at < fault || at > fault + OutageSeconds + 2)
            return (Times(4 * Slowness, 0.45), "ok");
        if (at > fault + OutageSeconds)
            return (Times(25 * Slowness, 0.7), "ok");
        var chance = _random.NextDouble();
        if (at < fault + 0.1 && chance < 0.6)
            return (2_000, "read time-out");
        return chance < 0.9 ? (Times(1.4, 0.2), "status 5xx") : (Times(300, 0.4), "reset");
    }

    private double Times(double median, double sigma)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return median * Math.Exp(sigma * normal);
    }

    private void Append(StreamWriter log, long at, string tag, IEnumerable<double> values)
    {
        _histogram.Reset();
        foreach (var value in values)
            _histogram.RecordValue((long)(value * 1_000));
        _encoded.Position = 0;
        var bytes = new byte[_histogram.EncodeIntoCompressedByteBuffer(_encoded)];
        _encoded.Position = 0;
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = _encoded.Get();
        log.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Tag={tag},{at}.000,1.000,{_histogram.GetMaxValue() / 1e3:F3},{Convert.ToBase64String(bytes)}")
        );
    }

    private IEnumerable<HostLine> Hosts()
    {
        string[] hosts = ["front1", "app1", "app2", "db1", "db2"];
        foreach (var second in Enumerable.Range(0, Seconds))
        {
            foreach (var host in hosts)
            {
                var isDown = FaultAt is { } fault && host == "app1" && second >= fault && second < fault + 15;
                var takesOver = FaultAt is { } begin && host == "app2" && second >= begin + OutageSeconds;
                var usual = host switch
                {
                    "front1" => 12.0,
                    "app1" => 31,
                    "app2" => 4,
                    "db1" => 18,
                    _ => 7,
                };
                yield return new HostLine
                {
                    Second = second,
                    Host = host,
                    CpuPercent =
                        isDown ? 1
                        : takesOver ? 30 + 4 * _random.NextDouble()
                        : usual + 4 * _random.NextDouble(),
                    MemoryPercent = (host.StartsWith("db", StringComparison.Ordinal) ? 46 : 22) + (isDown ? -9 : 0) + _random.NextDouble(),
                    NetworkBytesPerSecond = isDown ? 2e3 : 1.2e6 * usual / 12 * (0.9 + 0.2 * _random.NextDouble()),
                    DiskBytesPerSecond = host.StartsWith("db", StringComparison.Ordinal) ? 3.4e6 * (0.8 + 0.4 * _random.NextDouble()) : 4e4,
                };
            }
        }
    }

    private List<ViolationLine> Violations() =>
        [
            .. Enumerable
                .Range(0, Lost)
                .Select(i => new ViolationLine(
                    ViolationKind.Lost,
                    $"order-{i + 1:0000}",
                    $"payment of 12.50 EUR was acknowledged and is not in the books: {Message}",
                    FaultAt + 0.02 * i,
                    "kill-active-application",
                    [
                        "09:30:20.010000 client asked: sale of 1250 EUR with approve (key order.1-sale)",
                        "09:30:20.052000 client was told: status 201, sale of 1250 EUR, now captured on pay_1 (key order.1-sale, request order.1-sale)",
                        "09:30:22.400000 PSP shows: pay_1 is not known",
                    ]
                )),
        ];

    private static void Add(Dictionary<(string, string), List<double>> to, (string, string) key, double value)
    {
        if (!to.TryGetValue(key, out var list))
            to[key] = list = [];
        list.Add(value);
    }

    private static QuantilesPart Quantiles(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new QuantilesPart(At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99), At(sorted, 1));
    }

    private static double At(List<double> sorted, double quantile) =>
        sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Clamp((int)Math.Ceiling(quantile * sorted.Count) - 1, 0, sorted.Count - 1)], 3);

    private static void WriteLines<T>(string folder, string file, IEnumerable<T> lines, JsonTypeInfo<T> type) =>
        File.WriteAllLines(Path.Combine(folder, file), lines.Select(line => JsonSerializer.Serialize(line, type)));
}
