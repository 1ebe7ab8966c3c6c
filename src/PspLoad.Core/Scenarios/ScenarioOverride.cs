using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>What the command line changes in a scenario: <c>--set recovery.p99=1s</c>.</summary>
/// <param name="Option">as it was given, for messages: <c>--rate 50</c></param>
/// <param name="Path">key, with dots for a key within a key</param>
/// <param name="Value">YAML</param>
public sealed record ScenarioOverride(string Option, string Path, string Value)
{
    /// <param name="text">KEY=VALUE, as after <c>--set</c></param>
    /// <returns>null where it is not that</returns>
    public static ScenarioOverride? Parse(string text) =>
        text.IndexOf('=') is var equals and > 0 ? new ScenarioOverride($"--set {text}", text[..equals].Trim(), text[(equals + 1)..].Trim()) : null;

    /// <returns>the document with the value in it; unchanged after an error</returns>
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
