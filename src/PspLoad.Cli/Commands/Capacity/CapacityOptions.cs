using System.CommandLine;
using System.Globalization;
using PspLoad.Capacity.Search;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;
using PspLoad.Roles;
using PspLoad.Runs.Capacity;

namespace PspLoad.Cli.Commands.Capacity;

/// <summary>The options of <c>capacity</c>, except environment and scenario.</summary>
internal sealed class CapacityOptions
{
    private static readonly int[] s_sweep = [1, 2, 4, 8, 16, 32, 64];
    private static readonly IReadOnlyList<Degradation> s_degradations = Degradation.In(BuiltInFaults.Catalogue);

    private readonly Option<double?> _requiredPeak = new("--required-peak")
    {
        Description = "required payments per second: a lower capacity gives exit code 1; headroom is relative to this rate",
        HelpName = "TPS",
    };
    private readonly Option<double> _precision = new("--precision")
    {
        Description = "largest distance between the passing and the failing rate, in percent (default: 2.5)",
        HelpName = "PERCENT",
        DefaultValueFactory = _ => 2.5,
    };
    private readonly Option<int> _confirmations = new("--confirmations")
    {
        Description = "full-length trials that the result must pass (default: 3)",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    };
    private readonly Option<double?> _maxRate = new("--max-rate") { Description = "highest arrival rate to try, per second", HelpName = "TPS" };
    private readonly Option<string> _timeBudget = new("--time-budget")
    {
        Description = "time limit of each search (default: 1h)",
        HelpName = "TIME",
        DefaultValueFactory = _ => "1h",
    };
    private readonly Option<long?> _errorBudget = new("--error-budget")
    {
        Description = "highest number of failed iterations in all trials of a search together",
        HelpName = "N",
    };
    private readonly Option<string> _settle = new("--settle")
    {
        Description = "pause before each trial (default: 2s)",
        HelpName = "TIME",
        DefaultValueFactory = _ => "2s",
    };
    private readonly Option<bool> _noSweep = new("--no-sweep") { Description = "skip the sweep of virtual users, and with it the scalability law" };
    private readonly Option<string[]> _parts = new("--n-plus-one")
    {
        Description = $"repeat the search with a part down: all, none, or any of {string.Join(", ", s_degradations.Select(part => part.Name))} (default: all)",
        HelpName = "PART",
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _requiredPeak, _precision, _confirmations, _maxRate, _timeBudget, _errorBudget, _settle, _noSweep, _parts })
            command.Add(option);
    }

    /// <exception cref="OperationFailedException">An option or the scenario is not valid: exit code 2.</exception>
    public CapacityPlan Read(ParseResult parsed, Scenario scenario, string results, bool keep)
    {
        if (!scenario.Load.IsOpen || scenario.Load.Stages is not [var stage])
        {
            throw Wrong(
                $"scenario {scenario.Name} uses {scenario.Load.Executor}",
                $"a capacity search needs {Executors.ConstantArrivalRate}, with the rate of the first trial and the duration of a full-length trial"
            );
        }

        if (parsed.GetValue(_precision) is < 0.5 or > 50)
            throw Wrong("--precision is out of range", "expected a percentage from 0.5 to 50");
        if (parsed.GetValue(_confirmations) is < 2 or > 20)
            throw Wrong("--confirmations is out of range", "expected a number from 2 to 20; a single trial gives no interval");
        return new CapacityPlan
        {
            Scenario = scenario,
            Results = results,
            Keep = keep,
            Settle = Time(parsed, _settle),
            RequiredPeak = parsed.GetValue(_requiredPeak),
            Sweep = parsed.GetValue(_noSweep) ? [] : s_sweep,
            Degradations = Parts(parsed),
            Bottlenecks = BuiltInRoles.Bottlenecks,
            Goal = new SearchGoal
            {
                StartRate = stage.From,
                FullLength = stage.Duration,
                Precision = parsed.GetValue(_precision) / 100,
                Confirmations = parsed.GetValue(_confirmations),
                MaxRate = parsed.GetValue(_maxRate) ?? 1_000_000,
                TimeBudget = Time(parsed, _timeBudget),
                ErrorBudget = parsed.GetValue(_errorBudget) ?? long.MaxValue,
            },
        };
    }

    internal static TimeSpan Time(ParseResult parsed, Option<string> option) =>
        Durations.TryParse(parsed.GetRequiredValue(option), out var time)
            ? time
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {parsed.GetValue(option)} is not a time"), "for example 30s, 5m, 1h");

    private IReadOnlyList<Degradation> Parts(ParseResult parsed)
    {
        var names = parsed.GetValue(_parts) ?? [];
        if (names is [] or ["all"])
            return s_degradations;
        if (names is ["none"])
            return [];
        return
        [
            .. names.Select(name =>
                s_degradations.FirstOrDefault(part => part.Name == name)
                ?? throw Wrong($"--n-plus-one {name} is not a part", NearestName.Suggestion(name, [.. s_degradations.Select(part => part.Name), "all", "none"]))
            ),
        ];
    }

    private static OperationFailedException Wrong(string problem, string remedy) => new(ExitCode.InvalidUsage, problem, remedy);
}
