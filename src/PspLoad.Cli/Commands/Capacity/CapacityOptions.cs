using System.CommandLine;
using PspLoad.Capacity.Search;
using PspLoad.Cli.Options;
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

    public static readonly TimeSpan DefaultSettle = TimeSpan.FromSeconds(2);

    private readonly Option<string> _requiredPeak = new("--required-peak")
    {
        Description = "required payments per second: a lower capacity gives exit code 1; headroom is relative to this rate",
        HelpName = "TPS",
    };
    private readonly Option<string> _precision = new("--precision")
    {
        Description = "largest distance between the passing and the failing rate, in percent (default: 2.5)",
        HelpName = "PERCENT",
    };
    private readonly Option<string> _confirmations = new("--confirmations")
    {
        Description = "full-length trials that the result must pass (default: 3)",
        HelpName = "N",
    };
    private readonly Option<string> _maxRate = new("--max-rate") { Description = "highest arrival rate to try, per second", HelpName = "TPS" };
    private readonly Option<string> _timeBudget = new("--time-budget") { Description = "time limit of each search (default: 1h)", HelpName = "TIME" };
    private readonly Option<string> _errorBudget = new("--error-budget")
    {
        Description = "highest number of failed iterations in all trials of a search together",
        HelpName = "N",
    };
    private readonly Option<string> _settle = new("--settle") { Description = "pause before each trial (default: 2s)", HelpName = "TIME" };
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

    /// <exception cref="OperationFailedException">the scenario does not fit: exit code 2</exception>
    /// <exception cref="InvalidUsageException">values of options are wrong</exception>
    public CapacityPlan Read(ParseResult parsed, Scenario scenario, string results, bool keep)
    {
        if (!scenario.Load.IsOpen || scenario.Load.Stages is not [var stage])
        {
            throw Wrong(
                $"scenario {scenario.Name} uses {scenario.Load.Executor}",
                $"a capacity search needs {Executors.ConstantArrivalRate}, with the rate of the first trial and the duration of a full-length trial"
            );
        }

        var reader = new OptionReader(parsed);
        var goal = new SearchGoal
        {
            StartRate = stage.From,
            FullLength = stage.Duration,
            Precision = reader.Percent(_precision, 2.5, 0.5, 50) / 100,
            // A single trial gives no interval.
            Confirmations = reader.Integer(_confirmations, 3, 2, 20),
            MaxRate = reader.Rate(_maxRate) ?? ScenarioFormats.Largest,
            TimeBudget = reader.Duration(_timeBudget, TimeSpan.FromHours(1)),
            ErrorBudget = reader.Has(_errorBudget) ? reader.Integer(_errorBudget, 0, 0, int.MaxValue) : long.MaxValue,
        };
        var settle = reader.Duration(_settle, DefaultSettle, mayBeZero: true);
        var requiredPeak = reader.Rate(_requiredPeak);
        var degradations = Parts(reader);
        reader.RefuseProblems();
        return new CapacityPlan
        {
            Scenario = scenario,
            Results = results,
            Keep = keep,
            Settle = settle,
            RequiredPeak = requiredPeak,
            Sweep = parsed.GetValue(_noSweep) ? [] : s_sweep,
            Degradations = degradations,
            Bottlenecks = BuiltInRoles.Bottlenecks,
            Goal = goal,
        };
    }

    private IReadOnlyList<Degradation> Parts(OptionReader reader)
    {
        var names = reader.Texts(_parts);
        if (names is [] or ["all"])
            return s_degradations;
        if (names is ["none"])
            return [];
        foreach (var name in names.Where(name => s_degradations.All(part => part.Name != name)))
        {
            var known = NearestName.Suggestion(name, [.. s_degradations.Select(part => part.Name), "all", "none"]);
            reader.Problems.Add($"{_parts.Name} {ConfigurationError.Quote(name)} is not a part; {known}");
        }
        return [.. names.Select(name => s_degradations.FirstOrDefault(part => part.Name == name)).OfType<Degradation>()];
    }

    private static OperationFailedException Wrong(string problem, string remedy) => new(ExitCode.InvalidUsage, problem, remedy);
}
