namespace PspLoad.Core.Configuration;

/// <summary>A piece of a YAML file that knows where it stands, so that whoever reads it later can complain with file and line.</summary>
/// <param name="Place">where it stands</param>
public abstract record ConfigurationNode(ConfigurationPlace Place)
{
    /// <summary>For messages: "is …, not a list".</summary>
    public abstract string Kind { get; }

    public ConfigurationError Error(string problem, string remedy) => Place.Error(problem, remedy);
}
