using PspLoad.Capacity.Trials;
using PspLoad.Core.Results;
using PspLoad.Core.Thresholds;

namespace PspLoad.UnitTests.Capacity.Trials;

public sealed class TrialWatchTests
{
    private readonly TrialWatch _watch = new([Threshold.Parse("p99 < 250ms"), Threshold.Parse("errors < 1%")], arrivals: 6000);

    [Fact]
    public void A_trial_that_may_still_pass_goes_on()
    {
        for (var second = 0; second < 30; second++)
            Assert.Null(_watch.Take(Second(errors: second % 2, p50: 20, p99: 240)));
    }

    [Fact]
    public void More_errors_than_the_whole_trial_may_have_end_it()
    {
        Assert.Null(_watch.Take(Second(errors: 60)));
        Assert.Contains("61 errors", _watch.Take(Second(errors: 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void More_slow_answers_than_the_percentile_allows_end_it()
    {
        // Of 100 requests each second, 50 are certainly slow. The limit, 1 % of 6,000 = 60, is exceeded in the second second.
        Assert.Null(_watch.Take(Second(p50: 300, p99: 400)));
        Assert.Contains("p99 < 250ms", _watch.Take(Second(p50: 300, p99: 400)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_backlog_that_grows_without_end_ends_it_and_a_pause_does_not()
    {
        foreach (var pause in new[] { 90, 180, 60, 0 })
            Assert.Null(_watch.Take(Second(inFlight: pause)));
        Assert.Null(_watch.Take(Second(inFlight: 60)));
        Assert.Null(_watch.Take(Second(inFlight: 100)));
        Assert.Contains("in flight", _watch.Take(Second(inFlight: 140)), StringComparison.Ordinal);
    }

    [Fact]
    public void Less_than_a_second_brings_in_flight_is_no_backlog_where_arrivals_are_few()
    {
        var few = new TrialWatch([], 45 * 20);
        foreach (var level in new[] { 3, 5, 15, 21, 30 })
            Assert.Null(few.Take(Second(inFlight: level) with { Target = 45 }));
        Assert.Contains("in flight", few.Take(Second(inFlight: 50) with { Target = 45 }), StringComparison.Ordinal);
    }

    private static TrialSecond Second(long errors = 0, double p50 = 5, double p99 = 20, long inFlight = 0) =>
        new(100, 100 - errors, errors, inFlight, new QuantilesPart(p50, p99, p99, p99));
}
