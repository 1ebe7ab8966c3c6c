using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PspLoad.Capacity.Comparison;
using PspLoad.Capacity.Results;
using PspLoad.Capacity.Search;
using PspLoad.Capacity.Trials;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.Reporting.Capacity;
using PspLoad.Roles;
using PspLoad.Runs.Capacity;
using PspLoad.Runs.Settings;
using PspLoad.UnitTests.Core.Runs.Verdicts;
using PspLoad.UnitTests.Core.Scenarios;

namespace PspLoad.UnitTests.Runs.Capacity;

public sealed class CapacityRunTests : IDisposable
{
    private static readonly Scenario s_scenario = Words.Read(
        """
        flows: { sale-card: 1 }
        executor: constant-arrival-rate
        rate: 100
        duration: 30s
        thresholds: [errors < 1%]
        """
    );

    private static readonly IReadOnlyList<Degradation> s_degradations = Degradation.In(BuiltInFaults.Catalogue);

    private readonly string _results = Directory.CreateTempSubdirectory("pspload-").FullName;
    private readonly List<string> _log = [];

    public void Dispose() => Directory.Delete(_results, recursive: true);

    [Fact]
    public async Task A_run_searches_sweeps_takes_parts_out_and_leaves_a_whole_folder()
    {
        var platform = new FakePlatform(_log);
        // Half of the capacity is left while a part is out.
        var engine = new FakeEngine(() => _log.Count(step => step == "inject") > _log.Count(step => step == "undo") ? 400 : 800);
        var (document, folder) = await RunAsync(
            platform,
            engine,
            Plan with
            {
                RequiredPeak = 600,
                Sweep = [1, 2, 4, 8, 16, 32, 64],
                Degradations = s_degradations,
            }
        );

        Assert.Equal(["up", "provision", "verify", "open", "reconcile"], _log.Take(5));
        Assert.Equal("down", _log[^1]);
        Assert.Equal(SearchEnd.Found, document.Search.End);
        Assert.InRange(document.Search.Capacity!.Mean, 760, 808);
        Assert.All([document.Search, .. document.Degraded.Select(part => part.Search!)], search =>
            Assert.Equal([TrialKind.WarmUp, TrialKind.WarmUp, TrialKind.Ascent], search.Trials.Take(3).Select(trial => trial.Kind))
        );
        Assert.Equal(0, document.ExitCode);
        Assert.Equal(7, document.Scalability!.Trials.Count);
        Assert.Equal(["application-down", "replica-lagging", "replica-down"], document.Degraded.Select(part => part.Name));
        Assert.All(document.Degraded, part => Assert.InRange(part.HeadroomOf(600)!.Value, 0.63, 0.675));
        Assert.Equal(3, _log.Count(step => step == "inject"));
        Assert.Equal(3, _log.Count(step => step == "undo"));
        Assert.False(platform.ReplicaIsOut);

        var written = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, CapacityFiles.Capacity)), CapacityJson.Default.CapacityDocument)!;
        Assert.Equal(document.Search.Capacity, written.Search.Capacity);
        // Each trial has its own seed, so that one sequence of arrivals does not decide several trials.
        Assert.Equal(written.Search.Trials.Select((_, index) => s_scenario.Seed + index), written.Search.Trials.Select(trial => RunOf(folder, trial).Seed));
        foreach (var trial in written.Search.Trials)
        {
            var run = RunOf(folder, trial);
            Assert.Equal(trial.Rate, run.Throughput.TargetTps, 1.0);
            Assert.Contains(Path.Combine(trial.Folder!, ResultFiles.Run), written.Hashes.Keys);
        }
    }

    [Fact]
    public async Task A_statement_is_made_of_the_folder_and_a_lab_says_first_that_it_is_none()
    {
        var (_, folder) = await RunAsync(
            new FakePlatform(_log),
            new FakeEngine(() => 800),
            Plan with
            {
                RequiredPeak = 1000,
                Sweep = [1, 2, 4, 8, 16, 32, 64],
            }
        );
        CapacityReport.WriteAll(folder);

        var text = File.ReadAllText(Path.Combine(folder, CapacityReport.Markdown));
        Assert.StartsWith("> **Measured in a lab, no capacity statement", text, StringComparison.Ordinal);
        foreach (var part in new[] { "Result", "Objective", "Environment", "Method", "Bottleneck", "Scalability", "Validity", "Trials", "Raw data" })
            Assert.Contains($"\n## {part}\n", text, StringComparison.Ordinal);
        Assert.Contains("NOT carried", text, StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(folder, CapacityReport.Html));
        Assert.Contains("no capacity statement", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("<figure>").Length - 1);
        foreach (var chart in new[] { "capacity-knee", "capacity-search", "scalability" })
            Assert.True(new FileInfo(Path.Combine(folder, "charts", chart + ".png")).Length > 10_000);
    }

    [Fact]
    public async Task The_report_says_so_when_the_capacity_without_a_part_is_higher()
    {
        // As if another process had taken CPU from the first search.
        var engine = new FakeEngine(() => _log.Contains("inject") ? 800 : 600);
        var (_, folder) = await RunAsync(new FakePlatform(_log), engine, Plan with { Sweep = [], Degradations = [s_degradations[0]] });
        CapacityReport.WriteAll(folder);

        Assert.Contains(
            "application-down: more than with everything up",
            File.ReadAllText(Path.Combine(folder, CapacityReport.Markdown)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Less_than_the_required_peak_is_exit_code_one_and_missing_money_five()
    {
        var (less, _) = await RunAsync(new FakePlatform(_log), new FakeEngine(() => 800), Plan with { RequiredPeak = 1000 });
        Assert.Equal(1, less.ExitCode);

        var (lost, _) = await RunAsync(new FakePlatform(_log) { Books = VerdictRulesTests.Books(lost: 1) }, new FakeEngine(() => 800), Plan);
        Assert.Equal(5, lost.ExitCode);
        Assert.Null(lost.Search.Capacity);
        Assert.All(lost.Search.Trials, trial => Assert.Equal(TrialOutcome.Failed, trial.Outcome));
    }

    [Fact]
    public async Task All_trials_share_one_second_look_at_the_books()
    {
        FindingPart pending = new(FindingId.Pending, Severity.Warning, "the PSP has not delivered 2 webhooks yet");
        var platform = new FakePlatform(_log) { SecondLook = new(VerdictRulesTests.Books(lost: 2), [pending]) };

        var (document, folder) = await RunAsync(platform, new FakeEngine(() => 800), Plan with { Sweep = [1, 2, 4], Degradations = [s_degradations[0]] });
        CapacityReport.WriteAll(folder);

        Assert.Equal(["look again", "down"], _log.TakeLast(2));
        Assert.Single(_log, "look again");
        Assert.DoesNotContain("reconcile twice", _log);
        IEnumerable<Trial> trials = [.. document.Search.Trials, .. document.Scalability!.Trials, .. document.Degraded[0].Search!.Trials];
        Assert.Equal(trials.Select(trial => Path.Combine(folder, trial.Folder!)), platform.LookedAt);
        Assert.All(platform.LookedAt, run => Assert.True(File.Exists(Path.Combine(run, ResultFiles.Run))));
        Assert.Equal((2, (int)ExitCode.ReconciliationViolated), (document.Violations, document.ExitCode));
        Assert.Contains(
            "warning: the PSP has not delivered 2 webhooks yet",
            File.ReadAllText(Path.Combine(folder, CapacityReport.Markdown)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_search_without_a_second_look_says_so_and_keeps_its_figure()
    {
        var (document, _) = await RunAsync(new FakePlatform(_log) { Fails = "look again" }, new FakeEngine(() => 800), Plan);

        Assert.Equal(SearchEnd.Found, document.Search.End);
        Assert.Equal(0, document.ExitCode);
        var finding = Assert.Single(document.Findings);
        Assert.Equal(FindingId.NotCompared, finding.Id);
        Assert.Contains("look again failed", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_with_a_violation_is_not_looked_at_again()
    {
        await RunAsync(new FakePlatform(_log) { Books = VerdictRulesTests.Books(lost: 1) }, new FakeEngine(() => 800), Plan);

        Assert.DoesNotContain("look again", _log);
    }

    [Fact]
    public async Task An_interruption_with_a_part_out_keeps_the_figure_puts_the_part_back_and_is_exit_code_130()
    {
        using var stop = new CancellationTokenSource();
        var engine = new FakeEngine(() =>
        {
            if (_log.Contains("inject"))
                stop.Cancel();
            return 800;
        });
        var plan = Plan with { Sweep = [], Degradations = s_degradations };
        var (document, _) = await new CapacityRun(plan, new FakePlatform(_log), engine, new SilentCapacityView(), TimeProvider.System).RunAsync(
            new Interruption(stop.Token, CancellationToken.None)
        );

        Assert.Equal(SearchEnd.Found, document.Search.End);
        Assert.Equal(SearchEnd.Interrupted, Assert.Single(document.Degraded).Search!.End);
        Assert.Equal(["inject", "undo"], _log.Where(step => step is "inject" or "undo"));
        Assert.Equal((int)ExitCode.Interrupted, document.ExitCode);
        Assert.Contains("no second look", Assert.Single(document.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_in_the_sweep_keeps_the_search()
    {
        using var stop = new CancellationTokenSource();
        var sweeping = false;
        var engine = new FakeEngine(() =>
        {
            if (sweeping)
                stop.Cancel();
            return 800;
        });
        var view = new SilentCapacityView(stage => sweeping = stage.StartsWith("sweep", StringComparison.Ordinal));
        var (document, folder) = await new CapacityRun(
            Plan with
            {
                Sweep = [1, 2, 4],
                Degradations = s_degradations,
            },
            new FakePlatform(_log),
            engine,
            view,
            TimeProvider.System
        ).RunAsync(new Interruption(stop.Token, CancellationToken.None));

        Assert.Equal(SearchEnd.Found, document.Search.End);
        Assert.Empty(document.Degraded);
        Assert.Equal((int)ExitCode.Interrupted, document.ExitCode);
        Assert.True(File.Exists(Path.Combine(folder, CapacityFiles.Capacity)));
    }

    [Fact]
    public async Task A_disturbed_sample_of_the_sweep_is_taken_again()
    {
        var sweeping = false;
        var loads = 0;
        var engine = new FakeEngine(() => 800) { InvalidReasons = () => sweeping && ++loads == 2 ? [s_stolen] : [] };
        var view = new SilentCapacityView(stage => sweeping = stage.StartsWith("sweep", StringComparison.Ordinal));
        var (document, _) = await new CapacityRun(Plan with { Sweep = [1, 2, 4] }, new FakePlatform(_log), engine, view, TimeProvider.System).RunAsync(
            Interruption.None
        );

        Assert.Equal([1, 2, 2, 4], document.Scalability!.Trials.Select(trial => trial.Rate));
        Assert.Equal(
            [TrialOutcome.Passed, TrialOutcome.Disturbed, TrialOutcome.Passed, TrialOutcome.Passed],
            document.Scalability.Trials.Select(trial => trial.Outcome)
        );
    }

    [Fact]
    public async Task A_machine_that_others_disturb_is_given_twice_as_long_each_time()
    {
        var time = new FakeTimeProvider();
        var disturbed = true;
        var engine = new FakeEngine(() => 800) { InvalidReasons = () => disturbed ? [s_stolen] : [] };
        var trials = new RunTrials(s_scenario, _results, new FakePlatform(_log), engine, TimeSpan.FromSeconds(2), time, CancellationToken.None);
        async Task Rests(int number, double seconds)
        {
            var trial = await trials.RunAsync(new TrialOrder(number, 100, TimeSpan.FromSeconds(5), TrialKind.Ascent), TestContext.Current.CancellationToken);
            var pause = trials.SettleAsync(trial, TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            Assert.False(pause.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(0.1));
            await pause;
        }

        await Rests(1, 10);
        await Rests(2, 20);
        await Rests(3, 40);
        disturbed = false;
        await Rests(4, 2);
        disturbed = true;
        await Rests(5, 10);
    }

    [Fact]
    public async Task A_part_that_cannot_be_taken_out_is_said_and_the_rest_is_searched()
    {
        var (document, _) = await RunAsync(
            new FakePlatform(_log) { Fails = "arm" },
            new FakeEngine(() => 800),
            Plan with
            {
                Degradations = [s_degradations[0]],
            }
        );

        Assert.Contains("arm failed", Assert.Single(document.Degraded).Problem, StringComparison.Ordinal);
        Assert.NotNull(document.Search.Capacity);
    }

    [Fact]
    public async Task Settings_are_measured_in_turns_and_the_environments_own_is_brought_back()
    {
        var toggle = (new RoleSetting("database", "semiSync", "on"), new RoleSetting("database", "semiSync", "off"));
        var platform = new FakePlatform(_log);
        var run = new SettingRun(
            s_scenario,
            toggle,
            4,
            _results,
            TimeSpan.Zero,
            platform,
            new FakeEngine(() => 800),
            new SilentCapacityView(),
            TimeProvider.System
        );
        var (comparison, folder) = await run.RunAsync(Interruption.None);

        Assert.Equal(["a", "b", "b", "a", "a", "b", "b", "a"], comparison.Trials.Select(trial => trial.Setting));
        Assert.Equal(
            [
                "apply database.semiSync=on",
                "apply database.semiSync=off",
                "apply database.semiSync=on",
                "apply database.semiSync=off",
                "apply database.semiSync=on",
                "restore",
            ],
            _log.Where(step => step.StartsWith("apply", StringComparison.Ordinal) || step.StartsWith("restore", StringComparison.Ordinal))
        );
        Assert.All(comparison.Figures.Where(figure => figure.Ratio is not null), figure => Assert.Equal(1, figure.Ratio!.Mean, 1e-9));
        Assert.Contains("no difference beyond noise", SettingText.Write(folder, comparison), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, CapacityFiles.Comparison)));
        // After each of the five changes of the setting, at least two trials warm up what was restarted.
        Assert.Equal(10, Directory.GetDirectories(Path.Combine(folder, "warmup-trials")).Length);
        // One second look after all of them, the warm-ups included.
        Assert.Equal(["restore", "look again"], _log.TakeLast(2));
        Assert.Equal(18, platform.LookedAt.Count);
        Assert.All(platform.LookedAt, trial => Assert.True(File.Exists(Path.Combine(trial, ResultFiles.Run))));
        Assert.Equal(0, comparison.BegunCold);
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3], comparison.Trials.Select(trial => RunOf(folder, trial.Trial).Seed - s_scenario.Seed));
    }

    [Fact]
    public async Task An_interrupted_comparison_tells_of_its_whole_pairs_and_is_exit_code_130()
    {
        using var stop = new CancellationTokenSource();
        var engine = new FakeEngine(() =>
        {
            if (_log.Count(step => step.StartsWith("apply", StringComparison.Ordinal)) == 4)
                stop.Cancel();
            return 800;
        });
        var toggle = (new RoleSetting("database", "semiSync", "on"), new RoleSetting("database", "semiSync", "off"));
        var run = new SettingRun(s_scenario, toggle, 4, _results, TimeSpan.Zero, new FakePlatform(_log), engine, new SilentCapacityView(), TimeProvider.System);
        var (comparison, folder) = await run.RunAsync(new Interruption(stop.Token, CancellationToken.None));

        // The order is a b, b a, a b. The run was stopped in the sixth trial.
        Assert.Equal(["a", "b", "b", "a", "a"], comparison.Trials.Select(trial => trial.Setting));
        Assert.All(comparison.Figures, figure => Assert.Equal((2, 2), (figure.A.Count, figure.B.Count)));
        Assert.Equal((int)ExitCode.Interrupted, comparison.ExitCode);
        Assert.Equal("restore", _log[^1]);
        Assert.Contains("Interrupted: only complete pairs are compared.", SettingText.Write(folder, comparison), StringComparison.Ordinal);
    }

    private static readonly FindingPart s_stolen = new(FindingId.Steal, Severity.Invalid, "the hypervisor took 9.0 % of the CPU, limit 5 %");

    private static RunDocument RunOf(string folder, Trial trial) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, trial.Folder!, ResultFiles.Run)), ResultsJson.Default.RunDocument)!;

    private static readonly CapacityPlan s_planBase = new()
    {
        Scenario = s_scenario,
        Results = "",
        Bottlenecks = BuiltInRoles.Bottlenecks,
        Settle = TimeSpan.Zero,
        Goal = new SearchGoal { StartRate = 100, FullLength = TimeSpan.FromSeconds(30) },
    };

    private CapacityPlan Plan => s_planBase with { Results = _results };

    private static Task<(CapacityDocument Document, string Folder)> RunAsync(FakePlatform platform, FakeEngine engine, CapacityPlan plan) =>
        new CapacityRun(plan, platform, engine, new SilentCapacityView(), TimeProvider.System).RunAsync(Interruption.None);

    private sealed class SilentCapacityView(Action<string>? onStage = null) : ICapacityView
    {
        public void Stage(string name) => onStage?.Invoke(name);

        public void Trial(Trial trial) { }
    }
}
