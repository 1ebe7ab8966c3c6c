namespace PspLoad.Core.Configuration;

/// <summary>A YAML mapping in the order of the file. Keys are unique: a duplicate is reported and dropped.</summary>
/// <param name="Place">place in the file</param>
/// <param name="Entries">key → value; the value's place has the key's line</param>
public sealed record ConfigurationMapping(ConfigurationPlace Place, OrderedDictionary<string, ConfigurationNode> Entries) : ConfigurationNode(Place)
{
    public override string Kind => "a mapping";

    public static ConfigurationMapping Empty(ConfigurationPlace place) => new(place, []);
}
