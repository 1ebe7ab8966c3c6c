using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>A change to a scenario from the command line: <c>--set recovery.p99=1s</c>.</summary>
/// <param name="Option">the option as given, for messages: <c>--rate 50</c></param>
/// <param name="Path">key; nested keys are separated by dots</param>
/// <param name="Value">YAML</param>
public sealed record ScenarioOverride(string Option, string Path, string Value)
{
    /// <param name="text">KEY=VALUE, as after <c>--set</c></param>
    /// <returns>null if the text has another form</returns>
    public static ScenarioOverride? Parse(string text) =>
        text.IndexOf('=') is var equals and > 0 ? new ScenarioOverride($"--set {text}", text[..equals].Trim(), text[(equals + 1)..].Trim()) : null;

    /// <returns>the document with the new value; unchanged after an error</returns>
    internal ConfigurationMapping Apply(ConfigurationMapping document, ICollection<ConfigurationError> errors)
    {
        var value = new YamlTree(Option, Value, errors).Read();
        return value is null ? document : With(document, Path.Split('.'), value);
    }

    private ConfigurationMapping With(ConfigurationMapping mapping, ReadOnlySpan<string> path, ConfigurationNode value)
    {
        var place = new ConfigurationPlace(Option, 0, "");
        var entries = new OrderedDictionary<string, ConfigurationNode>(mapping.Entries);
        var inner = entries.GetValueOrDefault(path[0]) as ConfigurationMapping ?? ConfigurationMapping.Empty(place);
        entries[path[0]] = path.Length == 1 ? value with { Place = place.Key(Path, 0) } : With(inner, path[1..], value);
        return mapping with { Entries = entries };
    }
}
