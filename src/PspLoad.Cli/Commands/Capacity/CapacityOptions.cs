using System.CommandLine;
using System.Globalization;
using PspLoad.Capacity.Search;
using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;
using PspLoad.Roles;
using PspLoad.Runs.Capacity;

namespace PspLoad.Cli.Commands.Capacity;

/// <summary>What <c>capacity</c> takes besides environment and scenario.</summary>
internal sealed class CapacityOptions
{
    private static readonly int[] s_sweep = [1, 2, 4, 8, 16, 32, 64];
    private static readonly IReadOnlyList<Degradation> s_degradations = Degradation.In(BuiltInFaults.Catalogue);

    private readonly Option<double?> _requiredPeak = new("--required-peak")
    {
        Description = "payments a second that must be carried: capacity below is exit code 1, headroom is counted against it",
        HelpName = "TPS",
    };
    private readonly Option<double> _precision = new("--precision")
    {
        Description = "how far passing and failing rate may be apart, % (default: 2.5)",
        HelpName = "PERCENT",
        DefaultValueFactory = _ => 2.5,
    };
    private readonly Option<int> _confirmations = new("--confirmations")
    {
        Description = "trials at full length that the result has to pass (default: 3)",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    };
    private readonly Option<double?> _maxRate = new("--max-rate") { Description = "arrivals a second that are never exceeded", HelpName = "TPS" };
    private readonly Option<string> _timeBudget = new("--time-budget")
    {
        Description = "of each search (default: 1h)",
        HelpName = "TIME",
        DefaultValueFactory = _ => "1h",
    };
    private readonly Option<long?> _errorBudget = new("--error-budget")
    {
        Description = "failed iterations that all trials of a search together may cause",
        HelpName = "N",
    };
    private readonly Option<string> _settle = new("--settle")
    {
        Description = "pause before each trial (default: 2s)",
        HelpName = "TIME",
        DefaultValueFactory = _ => "2s",
    };
    private readonly Option<bool> _noSweep = new("--no-sweep") { Description = "no sweep of virtual users, and so no scalability law" };
    private readonly Option<string[]> _parts = new("--n-plus-one")
    {
        Description = $"search again with a part out: all, none, or any of {string.Join(", ", s_degradations.Select(part => part.Name))} (default: all)",
        HelpName = "PART",
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _requiredPeak, _precision, _confirmations, _maxRate, _timeBudget, _errorBudget, _settle, _noSweep, _parts })
            command.Add(option);
    }

    /// <exception cref="OperationFailedException">exit code 2</exception>
    public CapacityPlan Read(ParseResult parsed, Scenario scenario, string results, bool keep)
    {
        if (!scenario.Load.IsOpen || scenario.Load.Stages is not [var stage])
        {
            throw Wrong(
                $"scenario {scenario.Name} has {scenario.Load.Executor}",
                $"a capacity search needs {Executors.ConstantArrivalRate}: its rate is the first trial's, its duration the full length"
            );
        }

        if (parsed.GetValue(_precision) is < 0.5 or > 50)
            throw Wrong("--precision is not a share", "between 0.5 and 50");
        if (parsed.GetValue(_confirmations) is < 2 or > 20)
            throw Wrong("--confirmations cannot be that", "between 2 and 20: one trial has no interval");
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
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {parsed.GetValue(option)} is no time"), "for example 30s, 5m, 1h");

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
                ?? throw Wrong($"--n-plus-one {name} is no part", NearestName.Suggestion(name, [.. s_degradations.Select(part => part.Name), "all", "none"]))
            ),
        ];
    }

    private static OperationFailedException Wrong(string problem, string remedy) => new(ExitCode.InvalidUsage, problem, remedy);
}
