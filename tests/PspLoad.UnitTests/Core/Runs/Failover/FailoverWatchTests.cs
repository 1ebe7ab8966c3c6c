using CsCheck;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Failover;

namespace PspLoad.UnitTests.Core.Runs.Failover;

public sealed class FailoverWatchTests
{
    /// <summary>docs/measurement.md promises a time to recover that is within 50 ms of the truth.</summary>
    private const double Tolerance = 0.050;

    [Theory]
    [InlineData("refused", 0.001)]
    [InlineData("lost", 3)]
    public void A_known_outage_is_found_with_its_errors(string kind, double firstError)
    {
        var part = Part(Outage.Watch(Outage.Requests(200, 10, 12.5, kind), 10));

        Assert.Equal(2.5, part.RecoveredAfterSeconds!.Value, Tolerance);
        Assert.Equal(firstError, part.FirstErrorAfterSeconds!.Value, Tolerance);
        Assert.Equal(2.5 + firstError, part.LastErrorAfterSeconds!.Value, Tolerance);
        Assert.Equal(500, part.FailedInWindow + part.IndeterminateInWindow);
        Assert.Equal(kind == "lost" ? 500 : 0, part.IndeterminateInWindow);
        Assert.Equal(500, part.MissingInWindow, 3.0);
    }

    [Fact]
    public void A_hung_server_has_recovered_when_it_answers_again_not_when_waits_become_short()
    {
        var part = Part(Outage.Watch(Outage.Requests(200, 10, 12, "hangs"), 10));

        Assert.Equal(2, part.RecoveredAfterSeconds!.Value, Tolerance);
        Assert.Null(part.FirstErrorAfterSeconds);
        Assert.Equal(0, part.FailedInWindow);
        // The arrivals of 1.75 s wait for more than 250 ms.
        Assert.Equal(350, part.SlowInWindow, 3.0);
    }

    [Fact]
    public void A_queue_served_newest_first_has_recovered_at_its_first_answer()
    {
        var part = Part(Outage.Watch(Outage.Requests(200, 10, 12, "hangs, newest first"), 10));

        Assert.Equal(2, part.RecoveredAfterSeconds!.Value, Tolerance);
        // Each request waits twice the rest of the outage: more than 250 ms if it came more than 125 ms before the end.
        Assert.Equal(375, part.SlowInWindow, 3.0);
    }

    [Fact]
    public void What_nobody_noticed_took_no_time()
    {
        var part = Part(Outage.Watch(Outage.Requests(200, 99, 99, "refused"), 10));

        Assert.Equal(0, part.RecoveredAfterSeconds);
        Assert.Null(part.FirstErrorAfterSeconds);
        Assert.Equal(0, part.FailedInWindow);
        Assert.InRange(part.MissingInWindow, 0, 2);
    }

    [Fact]
    public void Fewer_errors_than_the_criterion_allows_are_told_and_are_no_outage()
    {
        // One of 200 requests in the second after the injection: 0.5 %.
        var part = Part(Outage.Watch(Outage.Requests(200, 10.1, 10.104, "refused"), 10));

        Assert.Equal(0, part.RecoveredAfterSeconds);
        Assert.Equal(0.1, part.FirstErrorAfterSeconds!.Value, Tolerance);
        Assert.Equal(1, part.FailedInWindow);
    }

    [Fact]
    public void An_outage_that_lasts_to_the_end_was_never_recovered_from()
    {
        var part = Part(Outage.Watch(Outage.Requests(200, 10, 99, "refused"), 10));

        Assert.Null(part.RecoveredAfterSeconds);
        Assert.Equal(4000, part.FailedInWindow);
    }

    [Fact]
    public void An_outage_that_begins_seconds_after_the_injection_is_found()
    {
        var part = Part(Outage.Watch(Outage.Requests(200, 14, 15, "refused"), 10));

        Assert.Equal(5, part.RecoveredAfterSeconds!.Value, Tolerance);
        Assert.Equal(4, part.FirstErrorAfterSeconds!.Value, Tolerance);
        Assert.Equal(200, part.FailedInWindow);
    }

    [Fact]
    public void In_the_end_every_second_is_known_to_be_inside_or_outside_of_a_fault()
    {
        var early = new List<string>();
        var watch = Outage.Watch(Outage.Requests(200, 10, 12.5, "refused"), 10, verdicts: early);
        _ = Part(watch);

        // Seconds 10, 11 and 12 are disturbed. Second 9 may be: the time of the injection is uncertain.
        Assert.Equal(
            Enumerable.Range(0, 29).Select(second => second is >= 9 and <= 12 ? false : (bool?)true),
            Enumerable.Range(0, 29).Select(second => watch.IsOutside(second))
        );
        Assert.DoesNotContain("out", early.GetRange(10, 3));
    }

    [Fact]
    public void A_fault_that_did_not_happen_disturbs_nothing()
    {
        var watch = new FailoverWatch(Outage.Scenario);
        var impact = watch.Arm(Outage.Fault, 9.9);
        watch.Add([.. Outage.Requests(200, 10, 12, "refused")], areIterations: false);

        watch.Failed(impact);

        Assert.True(watch.IsOutside(11));
        Assert.Empty(watch.Finish(30));
    }

    [Fact]
    public void The_truth_is_found_for_any_outage() =>
        Gen.Select(
                Gen.Double[100, 2000],
                Gen.Double[2, 12],
                Gen.Double[0.1, 9],
                Gen.Int[0, 2]
                    .Select(kind =>
                        kind switch
                        {
                            0 => "refused",
                            1 => "lost",
                            _ => "hangs",
                        }
                    ),
                Gen.Double[0, 0.2]
            )
            .Where(outage => outage.Item4 != "hangs" || outage.Item3 > 0.4)
            .Sample(
                outage =>
                {
                    var (rate, from, length, kind, news) = outage;
                    var part = Part(Outage.Watch(Outage.Requests(rate, from, from + length, kind), from, news));
                    Assert.Equal(length, part.RecoveredAfterSeconds!.Value, Tolerance);
                    if (kind != "hangs")
                        Assert.InRange(part.FailedInWindow + part.IndeterminateInWindow, (long)(rate * length) - 1, (long)(rate * length) + 1);
                },
                iter: 200,
                threads: 1
            );

    private static FaultPart Part(FailoverWatch watch) => Assert.Single(watch.Finish(30));
}
