namespace PspLoad.Core.Configuration;

/// <summary>A YAML sequence.</summary>
public sealed record ConfigurationList(ConfigurationPlace Place, IReadOnlyList<ConfigurationNode> Items) : ConfigurationNode(Place)
{
    public override string Kind => "a list";
}
