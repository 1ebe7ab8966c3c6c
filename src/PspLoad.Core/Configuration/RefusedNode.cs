namespace PspLoad.Core.Configuration;

/// <summary>Replaces a node that was already reported. Readers ignore it silently, so that one mistake gives one line.</summary>
internal sealed record RefusedNode(ConfigurationPlace Place) : ConfigurationNode(Place)
{
    public override string Kind => "refused";
}
