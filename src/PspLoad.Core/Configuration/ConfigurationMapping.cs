namespace PspLoad.Core.Configuration;

/// <summary>A YAML mapping; keys are unique (a second one was complained of and dropped), in the order of the file.</summary>
/// <param name="Place">where it stands</param>
/// <param name="Entries">key → value; the value's place has the key's line</param>
public sealed record ConfigurationMapping(ConfigurationPlace Place, OrderedDictionary<string, ConfigurationNode> Entries) : ConfigurationNode(Place)
{
    public override string Kind => "a mapping";

    public static ConfigurationMapping Empty(ConfigurationPlace place) => new(place, []);
}
