using PspLoad.Capacity.Trials;
using PspLoad.Core.Results;
using PspLoad.Core.Thresholds;

namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>Trials against a simulated server in virtual time, judged by the rules for real trials.</summary>
internal sealed class SimulatedTrials(IServerModel server, VirtualTime time, int seed) : ITrials
{
    private static readonly Threshold[] s_thresholds = [Threshold.Parse("p99 < 250ms"), Threshold.Parse("errors < 0.5%")];

    private readonly Random _random = new(seed);

    public bool Poisson { get; init; } = true;

    /// <summary>Arrivals per second that the injector can drive.</summary>
    public double InjectorLimit { get; init; } = double.PositiveInfinity;

    /// <summary>Probability that the injector is late while the server is overloaded, as if both shared a machine.</summary>
    public double LateInOverload { get; init; }

    /// <summary>Probability that the injector is late at any rate, as if other programs disturbed it.</summary>
    public double Late { get; init; }

    /// <summary>Number of the trial in whose last second the server stalls, so that a backlog remains; 0 for none.</summary>
    public int StandsStillIn { get; init; }

    /// <summary>Probability that the server stalls for one second of a trial.</summary>
    public double Hiccups { get; init; }

    /// <summary>Probability that a neighbour disturbs a trial.</summary>
    public double Disturbances { get; init; }

    /// <summary>Number of a trial → the reason why it is INVALID.</summary>
    public IReadOnlyDictionary<int, FindingId> InvalidAt { get; init; } = new Dictionary<int, FindingId>();

    /// <summary>Trials run to their end even after they have failed.</summary>
    public bool NeverEndsEarly { get; init; }

    public double SettleSeconds { get; init; } = 2;

    public int Settles { get; private set; }

    public Task<Trial> RunAsync(TrialOrder order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var length = order.Length.TotalSeconds;
        server.Begin(time.GetTimestamp() / 1e9);
        var watch = new TrialWatch(s_thresholds, order.Rate * length);
        List<TrialSecond> seconds = [];
        List<double> all = [];
        string? early = null;
        var (arrived, ended, refused) = Play(order.Rate, (int)Math.Ceiling(length), length, order.Number == StandsStillIn);
        var inFlight = 0;
        for (var second = 0; second < length && early is null; second++)
        {
            var times = ended[second];
            times.Sort();
            inFlight += arrived[second] - times.Count - refused[second];
            all.AddRange(times);
            seconds.Add(
                new TrialSecond(
                    order.Rate,
                    times.Count,
                    refused[second],
                    inFlight,
                    new QuantilesPart(At(times, 0.5), At(times, 0.95), At(times, 0.99), At(times, 1))
                )
            );
            var hopeless = watch.Take(seconds[^1]);
            early = NeverEndsEarly ? null : hopeless;
        }
        time.Advance(seconds.Count);
        return Task.FromResult(TrialOf(order, arrived.Take(seconds.Count).Sum(), seconds, all, early));
    }

    public Task SettleAsync(Trial after, CancellationToken cancellationToken)
    {
        Settles++;
        time.Advance(SettleSeconds);
        return Task.CompletedTask;
    }

    /// <returns>by second: arrivals, response times of ended requests in ms, refusals</returns>
    private (int[] Arrived, List<double>[] Ended, int[] Refused) Play(double rate, int seconds, double length, bool isCold)
    {
        var (arrived, ended, refused) = (new int[seconds], Enumerable.Range(0, seconds).Select(_ => new List<double>()).ToArray(), new int[seconds]);
        var hiccup =
            isCold ? length - 1
            : _random.NextDouble() < Hiccups ? _random.NextDouble() * (length - 1)
            : double.NaN;
        for (var at = 0.0; ; )
        {
            at += Poisson ? -Math.Log(1 - _random.NextDouble()) / rate : 1 / rate;
            if (at >= length)
                return (arrived, ended, refused);
            arrived[(int)at]++;
            if (server.Serve(at >= hiccup && at < hiccup + 1 ? hiccup + 1 : at) is not { } end)
                refused[(int)at]++;
            else if (end < seconds)
                ended[(int)end].Add(1000 * (end - at));
        }
    }

    private Trial TrialOf(TrialOrder order, int arrivals, List<TrialSecond> seconds, List<double> all, string? early)
    {
        all.Sort();
        var errors = seconds.Sum(second => second.Errors);
        var (p99, share) = (At(all, 0.99), 100.0 * errors / Math.Max(1, all.Count + errors));
        var overloaded = (double)arrivals * 0.98 > all.Count;
        var late =
            order.Rate > InjectorLimit
            || (LateInOverload > 0 && overloaded && _random.NextDouble() < LateInOverload)
            || (Late > 0 && _random.NextDouble() < Late);
        List<FindingPart> invalid = [];
        if (late)
            invalid.Add(new FindingPart(FindingId.Lag, Severity.Invalid, "lag p99 > 10 ms"));
        if (_random.NextDouble() < Disturbances)
            invalid.Add(new FindingPart(FindingId.ForeignCpu, Severity.Invalid, "a neighbour took the CPU"));
        if (InvalidAt.TryGetValue(order.Number, out var reason))
            invalid.Add(new FindingPart(reason, Severity.Invalid, reason.JsonName()));
        var measured = new TrialMeasurement
        {
            TargetTps = (double)arrivals / seconds.Count,
            AchievedTps = seconds.Sum(second => second.Completed) / (double)seconds.Count,
            Seconds = seconds,
            Thresholds = [new ThresholdPart("p99 < 250ms", p99, p99 < 250), new ThresholdPart("errors < 0.5%", share, share < 0.5)],
            MoneyIsClean = true,
            InvalidReasons = invalid,
            EndedEarly = early,
        };
        var verdict = TrialRules.Judge(measured);
        return new Trial
        {
            Number = order.Number,
            Kind = order.Kind,
            Rate = order.Rate,
            LengthSeconds = order.Length.TotalSeconds,
            Outcome = verdict.Outcome,
            Reasons = verdict.Reasons,
            AchievedTps = measured.AchievedTps,
            Errors = errors,
            P50Ms = At(all, 0.5),
            P99Ms = p99,
            EndedEarly = early is not null,
            Overloaded = verdict.Overloaded,
        };
    }

    private static double At(List<double> sorted, double quantile) =>
        sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(quantile * sorted.Count) - 1 is var index && index < 0 ? 0 : index)];
}
