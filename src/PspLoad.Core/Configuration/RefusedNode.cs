namespace PspLoad.Core.Configuration;

/// <summary>Stands where the file has something that was already complained of: readers pass over it in silence, so that one mistake gives one line.</summary>
internal sealed record RefusedNode(ConfigurationPlace Place) : ConfigurationNode(Place)
{
    public override string Kind => "refused";
}
