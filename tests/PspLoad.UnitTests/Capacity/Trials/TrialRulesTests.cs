using PspLoad.Capacity.Trials;
using PspLoad.Core.Results;

namespace PspLoad.UnitTests.Capacity.Trials;

public sealed class TrialRulesTests
{
    [Fact]
    public void What_holds_in_every_respect_passes()
    {
        var verdict = TrialRules.Judge(Measured());

        Assert.Equal(TrialOutcome.Passed, verdict.Outcome);
        Assert.Empty(verdict.Reasons);
        Assert.False(verdict.Overloaded);
    }

    public static TheoryData<string, TrialMeasurement> Failing =>
        new()
        {
            { "p99 < 250ms", Measured() with { Thresholds = [new ThresholdPart("p99 < 250ms", 300, false)] } },
            { "achieved 97/s", Measured() with { AchievedTps = 97 } },
            { "money", Measured() with { MoneyIsClean = false } },
            { "a backlog grew", Measured(second => 5 + 4 * second) },
            { "ended early", Measured() with { EndedEarly = "too many errors" } },
        };

    [Theory]
    [MemberData(nameof(Failing))]
    public void One_thing_that_does_not_hold_is_enough(string reason, TrialMeasurement measured)
    {
        var verdict = TrialRules.Judge(measured);

        Assert.Equal(TrialOutcome.Failed, verdict.Outcome);
        Assert.Contains(reason, Assert.Single(verdict.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TrialOutcome.InjectorLimited, FindingId.Lag)]
    [InlineData(TrialOutcome.InjectorLimited, FindingId.OwnCpu, FindingId.Lag)]
    [InlineData(TrialOutcome.Disturbed, FindingId.ForeignCpu)]
    [InlineData(TrialOutcome.Disturbed, FindingId.Lag, FindingId.ForeignCpu)]
    [InlineData(TrialOutcome.Disturbed, FindingId.Accounting)]
    public void An_invalid_run_says_nothing_of_the_server(TrialOutcome outcome, params FindingId[] reasons) =>
        Assert.Equal(
            outcome,
            TrialRules
                .Judge(Measured() with { AchievedTps = 10, InvalidReasons = [.. reasons.Select(id => new FindingPart(id, Severity.Invalid, id.JsonName()))] })
                .Outcome
        );

    [Theory]
    [InlineData(FindingId.Stall, 0.3, TrialOutcome.InjectorLimited)]
    [InlineData(FindingId.Stall, 2, TrialOutcome.Disturbed)]
    [InlineData(FindingId.OwnCpu, 2, TrialOutcome.InjectorLimited)]
    public void A_stall_while_the_hypervisor_took_the_cpu_is_not_the_injectors_limit(FindingId reason, double steal, TrialOutcome outcome) =>
        Assert.Equal(
            outcome,
            TrialRules.Judge(Measured() with { InvalidReasons = [new FindingPart(reason, Severity.Invalid, reason.JsonName())], StealPercent = steal }).Outcome
        );

    public static TheoryData<FindingId> EveryFinding => [.. Enum.GetValues<FindingId>()];

    /// <summary>The rule asks the finding itself. It has no list of its own that a renamed or new finding could escape.</summary>
    [Theory]
    [MemberData(nameof(EveryFinding))]
    public void Whose_limit_an_invalid_run_shows_follows_from_the_reason(FindingId id)
    {
        foreach (var steal in new[] { 0, InjectorPart.NotableStealPercent })
        {
            Assert.Equal(
                id.IsInjectorsOwn(steal) ? TrialOutcome.InjectorLimited : TrialOutcome.Disturbed,
                TrialRules.Judge(Measured() with { InvalidReasons = [new FindingPart(id, Severity.Invalid, "late")], StealPercent = steal }).Outcome
            );
        }
    }

    [Fact]
    public void Few_arrivals_that_are_still_in_flight_at_the_end_are_not_missing()
    {
        // Two per second, answered in 0.6 s: one is always in flight, which is 5 % of twenty.
        Assert.Equal(TrialOutcome.Passed, TrialRules.Judge(Measured(_ => 1) with { TargetTps = 2, AchievedTps = 1.9 }).Outcome);
        // Fifteen per second, 0.2 s each, as in a lab: 2 to 4 in flight, and 6 at the end.
        Assert.Equal(
            TrialOutcome.Passed,
            TrialRules.Judge(Measured(second => second == 9 ? 6 : 2 + second % 3) with { TargetTps = 15, AchievedTps = 14.4 }).Outcome
        );
        // One of forty-two is in flight when the trial ends, and none at the end of each earlier second.
        Assert.Equal(TrialOutcome.Passed, TrialRules.Judge(Measured(second => second == 9 ? 1 : 0) with { TargetTps = 4.2, AchievedTps = 4.1 }).Outcome);
        // Twenty per second, 0.07 s each: four in flight at the end, none or two before.
        Assert.Equal(TrialOutcome.Passed, TrialRules.Judge(Few(19.2, 18.4, 70, [0, 0, 2, 0, 4])).Outcome);
        // Ten are in flight at the end, two or three before: too many are missing.
        Assert.Equal(
            TrialOutcome.Failed,
            TrialRules.Judge(Measured(second => second == 9 ? 10 : 2 + second % 2) with { TargetTps = 15, AchievedTps = 14 }).Outcome
        );
        // Forty per second near the knee, with the in-flight counts of a lab: 21 at the end, and as many now and then before.
        long[] swings = [5, 6, 8, 6, 7, 23, 4, 12, 5, 4, 10, 10, 11, 7, 7, 5, 8, 13, 5, 21];
        Assert.Equal(TrialOutcome.Passed, TrialRules.Judge(Few(40.2, 39.15, 160, swings)).Outcome);
        // The same, but with more in flight at the end than ever before.
        Assert.Equal(TrialOutcome.Failed, TrialRules.Judge(Few(40.2, 38.4, 160, [.. swings.SkipLast(1), 36])).Outcome);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.03)]
    public void A_backlog_that_grows_evenly_is_missing_however_short_the_trial(double share)
    {
        foreach (var seconds in new[] { 5, 10, 20, 60 })
        {
            long[] backlog = [.. Enumerable.Range(1, seconds).Select(second => 10 + (long)(500 * share * second))];
            // The missing completions decide, whatever the trend says.
            Assert.Contains(TrialRules.Judge(Few(500, 500 - backlog[^1] / (double)seconds, 20, backlog)).Reasons, reason =>
                reason.StartsWith("achieved", StringComparison.Ordinal)
            );
        }
    }

    private static TrialMeasurement Few(double target, double achieved, double p50Ms, long[] inFlight) =>
        Measured() with
        {
            TargetTps = target,
            AchievedTps = achieved,
            Seconds =
            [
                .. inFlight.Select(count => new TrialSecond(target, (long)achieved, 0, count, new QuantilesPart(p50Ms, 3 * p50Ms, 4 * p50Ms, 5 * p50Ms))),
            ],
        };

    [Theory]
    [InlineData(false, new long[] { 5, 9, 3, 8, 4, 9, 5, 7, 4, 8 })]
    [InlineData(false, new long[] { 0, 0, 0, 0, 90, 60, 30, 0, 0, 0 })] // a hiccup that was drained
    [InlineData(true, new long[] { 2, 8, 15, 20, 28, 33, 41, 47, 55, 60 })]
    [InlineData(false, new long[] { 2, 8, 15 })] // too short to tell
    public void A_backlog_is_told_from_what_swings(bool grows, long[] inFlight) =>
        Assert.Equal(grows, Backlog.IsGrowing([.. inFlight.Select(count => new TrialSecond(100, 100, 0, count, new QuantilesPart(1, 1, 1, 1)))]));

    private static TrialMeasurement Measured(Func<int, long>? inFlight = null) =>
        new()
        {
            TargetTps = 100,
            AchievedTps = 99.9,
            Seconds =
            [
                .. Enumerable.Range(0, 10).Select(second => new TrialSecond(100, 100, 0, inFlight?.Invoke(second) ?? 4, new QuantilesPart(5, 9, 20, 30))),
            ],
            Thresholds = [new ThresholdPart("p99 < 250ms", 20, true)],
            MoneyIsClean = true,
            InvalidReasons = [],
        };
}
