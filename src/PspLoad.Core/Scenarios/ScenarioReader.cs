using System.Text.RegularExpressions;
using PspLoad.Core.Configuration;
using PspLoad.Core.Thresholds;

namespace PspLoad.Core.Scenarios;

/// <summary>Reads and validates a scenario file. The format is documented in <c>docs/scenarios.md</c>.</summary>
/// <param name="words">the existing flows and faults, and the figures that a threshold may name</param>
public sealed partial class ScenarioReader(ScenarioWords words)
{
    /// <summary>The link results/latest has this name.</summary>
    private const string Reserved = "latest";

    /// <param name="file">path as the user gave it</param>
    /// <param name="overrides">changes from the command line</param>
    /// <returns>the scenario, or all errors in the file in line order</returns>
    public ConfigurationResult<Scenario> Read(string file, IReadOnlyList<ScenarioOverride>? overrides = null)
    {
        var errors = new List<ConfigurationError>();
        var document = ConfigurationFile.Read(file, errors);
        foreach (var change in overrides ?? [])
            document = document is null ? null : change.Apply(document, errors);
        var scenario = document is null ? null : Read(file, document, errors);
        return errors.Count == 0
            ? new ConfigurationResult<Scenario>(scenario, [])
            : new ConfigurationResult<Scenario>(null, [.. errors.OrderBy(error => error.Line)]);
    }

    private Scenario? Read(string file, ConfigurationMapping document, List<ConfigurationError> errors)
    {
        var executor = (document.Entries.GetValueOrDefault(ScenarioKeys.Executor.Name) as ConfigurationScalar)?.Text ?? "";
        var top = new MappingReader(document, [.. ScenarioKeys.OfScenario, .. ScenarioKeys.OfLoad(executor)], errors);

        var flows = new FlowsSection(words, errors).Read(top);
        var load = new LoadSection(errors).Read(top);
        var timeout = top.Time(ScenarioKeys.Timeout, TimeSpan.FromSeconds(10));
        var think = top.Number(ScenarioKeys.ThinkTime) ?? 0;
        var recovery = Recovery(top, errors);
        var thresholds = Thresholds(top, errors);
        var faults = new FaultsSection(words.Faults, load?.Duration, errors).Read(top);
        var seed = top.WholeNumber(ScenarioKeys.Seed, 0, int.MaxValue) ?? 1;
        if (RefuseName(Path.GetFileNameWithoutExtension(file)) is { } problem)
            errors.Add(new ConfigurationError(file, 0, "", problem, "rename the file: its name is the name of the scenario and of its folder of results"));

        return errors.Count > 0
            ? null
            : new Scenario
            {
                Name = Path.GetFileNameWithoutExtension(file),
                Flows = flows,
                Load = load!,
                Timeout = timeout,
                ThinkTime = think,
                Recovery = recovery,
                Thresholds = thresholds,
                Faults = faults,
                Seed = seed,
            };
    }

    /// <summary>The name becomes a folder in results/, beside the links that name runs.</summary>
    private static string? RefuseName(string name) =>
        name == Reserved ? $"'{name}' is a reserved name"
        : PlainName().IsMatch(name) ? null
        : $"{ConfigurationError.Quote(name)} is not a plain name: letters, digits, and . _ - after the first character, at most 64";

    [GeneratedRegex(@"\A[\p{L}\p{Nd}][\p{L}\p{Nd}._-]{0,63}\z", RegexOptions.NonBacktracking)]
    private static partial Regex PlainName();

    private static RecoveryCriterion Recovery(MappingReader top, List<ConfigurationError> errors)
    {
        if (top.Mapping(ScenarioKeys.Recovery) is not { } section)
            return RecoveryCriterion.Default;
        var reader = new MappingReader(section, ScenarioKeys.OfRecovery, errors);
        var share = reader.Text(ScenarioKeys.RecoveryErrors, ScenarioFormats.Share);
        return new RecoveryCriterion(
            share is not null && Shares.TryParse(share, out var percent) ? percent : RecoveryCriterion.Default.MaxErrorPercent,
            reader.Time(ScenarioKeys.RecoveryP99, RecoveryCriterion.Default.MaxP99)
        );
    }

    private List<Threshold> Thresholds(MappingReader top, List<ConfigurationError> errors)
    {
        var thresholds = new List<Threshold>();
        foreach (var item in top.Items<ConfigurationScalar>(ScenarioKeys.Thresholds) ?? [])
        {
            if (!Threshold.TryParse(item.Text, out var threshold))
            {
                errors.Add(item.Error($"{ConfigurationError.Quote(item.Text)} is not a condition", Threshold.Expected));
            }
            else if (thresholds.Exists(other => other.Expression == threshold.Expression))
            {
                errors.Add(item.Error($"{ConfigurationError.Quote(item.Text)} is there twice", "keep one of them"));
            }
            else if (words.Refuse(threshold) is { } problem)
            {
                errors.Add(item.Error($"{ConfigurationError.Quote(item.Text)} cannot be judged", problem));
            }
            else
            {
                thresholds.Add(threshold);
            }
        }
        return thresholds;
    }
}
