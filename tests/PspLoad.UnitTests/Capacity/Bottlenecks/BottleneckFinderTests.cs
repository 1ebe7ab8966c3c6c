using PspLoad.Capacity.Bottlenecks;
using PspLoad.Capacity.Search;
using PspLoad.Capacity.Trials;
using PspLoad.Core.Bottlenecks;
using PspLoad.Roles;

namespace PspLoad.UnitTests.Capacity.Bottlenecks;

public sealed class BottleneckFinderTests
{
    private static readonly BottleneckFinder s_finder = new(BuiltInRoles.Bottlenecks);
    private static readonly double[] s_rates = [20, 40, 80, 90, 95];

    [Theory]
    [InlineData(BottleneckKind.Cpu, "app1 cpuPercent", new double[] { 20, 40, 85, 97, 99 }, "CPU of app1 saturates first: 97 % at 90/s.")]
    [InlineData(BottleneckKind.Disk, "db1 diskBusyPercent", new double[] { 20, 40, 85, 97, 99 }, "Disk of db1 saturates first")]
    [InlineData(BottleneckKind.DiskFlush, "db1 mariadbLogWaitsPerSecond", new double[] { 0, 0, 0, 3, 9 }, "Redo log of db1")]
    [InlineData(BottleneckKind.DatabaseConnections, "db1 mariadbConnectionsPercent", new double[] { 10, 20, 50, 91, 100 }, "Connections of db1")]
    [InlineData(
        BottleneckKind.ConnectionPool,
        "app1 pspDatabasePoolWaiting",
        new double[] { 0, 0, 0, 12, 30 },
        "Database connections of the application on app1"
    )]
    [InlineData(BottleneckKind.LockWaits, "db1 mariadbRowLockMsPerSecond", new double[] { 0, 5, 100, 900, 3000 }, "Row locks of db1")]
    [InlineData(BottleneckKind.Replication, "db1 mariadbSemiSyncWaitMs", new double[] { 1, 1, 2, 9, 20 }, "Acknowledgement of db1's replica")]
    [InlineData(BottleneckKind.Network, "front networkPercent", new double[] { 10, 20, 60, 90, 95 }, "Network link of front")]
    [InlineData(BottleneckKind.Acquirer, "app1 pspAcquirerMs", new double[] { 40, 41, 45, 95, 300 }, "Acquirer, as the application on app1 sees it")]
    [InlineData(BottleneckKind.SharedCpu, " machineCpuPercent", new double[] { 30, 50, 80, 96, 99 }, "CPU of the machine that")]
    public void What_fills_up_is_named_with_its_evidence(BottleneckKind kind, string figure, double[] values, string sentence)
    {
        var found = s_finder.Find(Search((figure, values), ("db1 cpuPercent", [5, 10, 20, 22, 23]), ("app2 pspAcquirerMs", [40, 40, 41, 40, 42])));

        Assert.Equal(kind, found.Kind);
        Assert.StartsWith(sentence, found.Sentence, StringComparison.Ordinal);
        Assert.Contains("at 95/s", found.Evidence[0], StringComparison.Ordinal);
        Assert.NotNull(found.Try);
        Assert.DoesNotContain("{0}", found.Try, StringComparison.Ordinal);
        Assert.Empty(found.AlsoSaturated);
    }

    [Fact]
    public void Of_two_that_are_full_the_first_one_is_to_blame()
    {
        var found = s_finder.Find(Search(("db1 cpuPercent", [30, 60, 91, 99, 99]), ("app1 pspDatabasePoolWaiting", [0, 0, 0, 20, 40])));

        Assert.Equal(BottleneckKind.Cpu, found.Kind);
        Assert.StartsWith("database connections of the application on app1", Assert.Single(found.AlsoSaturated), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_that_fill_up_together_the_one_that_follows_the_rate_is_to_blame()
    {
        var found = s_finder.Find(Search(("app1 cpuPercent", [94, 30, 94, 95, 95]), ("db1 cpuPercent", [24, 48, 92, 97, 99])));

        Assert.Equal("db1", found.Host);
    }

    [Fact]
    public void What_is_full_only_in_an_overload_is_no_cause()
    {
        var search = Search(("app1 cpuPercent", [10, 20, 40, 44, 47]));
        var overload = search.Trials[^1] with
        {
            Rate = 190,
            Figures = new Dictionary<string, double> { ["app1 cpuPercent"] = 100 },
        };

        var found = s_finder.Find(search with { Trials = [.. search.Trials, overload] });

        Assert.Equal(BottleneckKind.Unknown, found.Kind);
        Assert.Contains("CPU of app1", found.Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_trial_with_luck_clears_nobody()
    {
        var search = Search(("app1 cpuPercent", [20, 40, 96, 97, 99]), ("db1 cpuPercent", [5, 10, 20, 22, 23]));
        var lucky = search.Trials[^1] with
        {
            Rate = 110,
            LengthSeconds = 2,
            Figures = new Dictionary<string, double> { ["app1 cpuPercent"] = 85 },
        };

        var found = s_finder.Find(search with { Trials = [.. search.Trials, lucky] });

        Assert.Equal((BottleneckKind.Cpu, "app1"), (found.Kind, found.Host));
        // (97 × 5 + 99 × 5 + 85 × 2) ÷ 12 is pooled with the 96 before it. The sentence gives the fit, the evidence the measured values.
        Assert.StartsWith("CPU of app1 saturates first: 95.9 % at 80/s.", found.Sentence, StringComparison.Ordinal);
        Assert.Contains("85 at 110/s", found.Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_trials_at_one_rate_the_longest_says_the_most()
    {
        var search = Search(("app1 cpuPercent", [20, 40, 60, 70, 96]));
        var shorter = search.Trials[^1] with
        {
            LengthSeconds = 1,
            Figures = new Dictionary<string, double> { ["app1 cpuPercent"] = 72 },
        };

        Assert.Equal(BottleneckKind.Cpu, s_finder.Find(search with { Trials = [.. search.Trials, shorter] }).Kind);
    }

    [Theory]
    [InlineData(
        new double[] { 98, 98, 99, 99, 100 },
        "Full at 20/s, but 90/s passed: at the lower rate each payment needed about 4.5 times as "
            + "much. The server was not warm yet, or also did other work."
    )]
    [InlineData(new double[] { 20, 50, 99, 99, 100 }, null)]
    public void That_a_server_was_cold_where_it_was_full_first_is_said(double[] values, string? said)
    {
        var found = s_finder.Find(Search(("app1 cpuPercent", values)));

        // The multiple is 90 ÷ 20 in the first case. In the second, 90 ÷ 80 is too small to report.
        Assert.Equal(said, found.Evidence.Skip(1).SingleOrDefault());
    }

    [Fact]
    public void An_injector_that_gave_up_is_the_bottleneck_whatever_else_is_full()
    {
        var found = s_finder.Find(Search(("app1 cpuPercent", [10, 20, 40, 99, 99])) with { End = SearchEnd.InjectorLimit });

        Assert.Equal(BottleneckKind.Injector, found.Kind);
    }

    [Fact]
    public void Without_figures_nothing_is_claimed() => Assert.Equal(BottleneckKind.Unknown, s_finder.Find(Search()).Kind);

    private static SearchResult Search(params (string Figure, double[] Values)[] figures) =>
        new()
        {
            End = SearchEnd.Found,
            Reason = "",
            HighestPassing = 90,
            LowestFailing = 95,
            IsConfirmed = true,
            Capacity = null,
            ConfirmationsPassed = 3,
            ConfirmationsRun = 3,
            ElapsedSeconds = 1,
            Trials =
            [
                .. s_rates.Select(
                    (rate, index) =>
                        new Trial
                        {
                            Number = index + 1,
                            Kind = TrialKind.Ascent,
                            Rate = rate,
                            LengthSeconds = 5,
                            Outcome = rate < 95 ? TrialOutcome.Passed : TrialOutcome.Failed,
                            Reasons = [],
                            AchievedTps = rate,
                            Errors = 0,
                            P50Ms = 1,
                            P99Ms = 2,
                            Figures = figures.ToDictionary(figure => figure.Figure, figure => figure.Values[index]),
                        }
                ),
            ],
        };
}
