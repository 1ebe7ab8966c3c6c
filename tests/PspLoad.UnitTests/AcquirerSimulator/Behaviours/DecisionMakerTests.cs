using PspLoad.AcquirerSimulator.Behaviours;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.UnitTests.AcquirerSimulator.Behaviours;

public sealed class DecisionMakerTests
{
    private static readonly DateOnly s_today = new(2026, 6, 15);
    private static readonly CardData s_good = new()
    {
        Number = "4242424242424242",
        ExpiryMonth = 6,
        ExpiryYear = 2026,
    };

    [Fact]
    public void A_reference_is_decided_the_same_way_every_time()
    {
        var behaviour = new Behaviour
        {
            DeclineRate = 0.3,
            ErrorRate = 0.2,
            HangRate = 0.2,
            LostAnswerRate = 0.2,
        };
        var first = References(500).Select(reference => Decide(behaviour, reference)).ToList();
        var backwards = References(500).Reverse().Select(reference => Decide(behaviour, reference)).Reverse().ToList();

        Assert.Equal(first, backwards);
        Assert.NotEqual(first, References(500).Select(reference => Decide(behaviour with { Seed = 2 }, reference)));
    }

    [Fact]
    public void Rates_are_kept_over_many_references()
    {
        var behaviour = new Behaviour
        {
            DeclineRate = 0.1,
            ErrorRate = 0.05,
            LostAnswerRate = 0.15,
            HangRate = 0.2,
            HangBookedShare = 0.25,
        };
        var decisions = References(20_000).Select(reference => Decide(behaviour, reference)).ToList();

        // Five standard deviations of a binomial share at n = 20,000 are below 0.018.
        Near(0.1, decisions.Count(decision => decision.Reason == DeclineReason.DoNotHonor));
        Near(0.05, decisions.Count(decision => decision.Outcome == Outcome.Error));
        Near(0.15, decisions.Count(decision => decision.Delivery == Delivery.Lost));
        Near(0.05, decisions.Count(decision => decision.Delivery == Delivery.HangsBooked));
        Near(0.15, decisions.Count(decision => decision.Delivery == Delivery.HangsUnbooked));

        static void Near(double share, int count) => Assert.InRange(count / 20_000.0, share - 0.018, share + 0.018);
    }

    [Fact]
    public void Latency_is_log_normal_with_the_given_median_and_sigma()
    {
        var logs = References(20_000)
            .Select(reference => Math.Log(Decide(new Behaviour { LatencyMedianMs = 40, LatencySigma = 0.5 }, reference).Latency.TotalMilliseconds))
            .Order()
            .ToList();
        var mean = logs.Average();
        var deviation = Math.Sqrt(logs.Average(log => (log - mean) * (log - mean)));

        Assert.InRange(Math.Exp(logs[logs.Count / 2]), 38.5, 41.5);
        Assert.InRange(deviation, 0.48, 0.52);
        // A normal has 2.5 % above 1.96 σ.
        Assert.InRange(logs.Count(log => log > Math.Log(40) + 1.96 * 0.5) / 20_000.0, 0.019, 0.031);
    }

    [Fact]
    public void No_median_means_no_delay() => Assert.Equal(TimeSpan.Zero, Decide(new Behaviour { LatencyMedianMs = 0 }, "p").Latency);

    [Theory]
    [InlineData("4242424242424242", Outcome.Approved, null, Delivery.Answered)]
    [InlineData("4000000000003220", Outcome.Approved, null, Delivery.Answered)]
    [InlineData("4000000000000002", Outcome.Declined, DeclineReason.DoNotHonor, Delivery.Answered)]
    [InlineData("4000000000009995", Outcome.Declined, DeclineReason.InsufficientFunds, Delivery.Answered)]
    [InlineData("4000000000000119", Outcome.Error, null, Delivery.Answered)]
    [InlineData("4000000000000259", Outcome.Approved, null, Delivery.Late)]
    [InlineData("4242424242424241", Outcome.Declined, DeclineReason.InvalidCard, Delivery.Answered)]
    public void Test_cards_decide_for_themselves(string number, Outcome outcome, string? reason, Delivery delivery)
    {
        var decision = DecisionMaker.Decide(new Behaviour(), Operation.Sale, "p", s_good with { Number = number }, s_today);
        Assert.Equal((outcome, reason, delivery), (decision.Outcome, decision.Reason, decision.Delivery));
    }

    [Fact]
    public void A_card_is_good_until_its_month_is_over()
    {
        Assert.Equal(Outcome.Approved, DecisionMaker.Decide(new Behaviour(), Operation.Sale, "p", s_good, s_today).Outcome);
        Assert.Equal(DeclineReason.ExpiredCard, DecisionMaker.Decide(new Behaviour(), Operation.Sale, "p", s_good with { ExpiryMonth = 5 }, s_today).Reason);
        Assert.Equal(
            Outcome.Approved,
            DecisionMaker.Decide(new Behaviour(), Operation.Sale, "p", s_good with { ExpiryMonth = 1, ExpiryYear = 2027 }, s_today).Outcome
        );
    }

    [Fact]
    public void Operations_on_a_charge_are_never_declined_by_a_rate()
    {
        var behaviour = new Behaviour { DeclineRate = 1 };
        Assert.All(References(50), reference =>
            Assert.Equal(Outcome.Approved, DecisionMaker.Decide(behaviour, Operation.Refund, reference, null, s_today).Outcome)
        );
    }

    private static IEnumerable<string> References(int count) => Enumerable.Range(0, count).Select(i => $"pay_{i}");

    private static Decision Decide(Behaviour behaviour, string reference) => DecisionMaker.Decide(behaviour, Operation.Sale, reference, s_good, s_today);
}
