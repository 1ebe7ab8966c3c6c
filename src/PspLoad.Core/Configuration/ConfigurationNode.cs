namespace PspLoad.Core.Configuration;

/// <summary>A piece of a YAML file with its place, so that later readers can report errors with file and line.</summary>
/// <param name="Place">place in the file</param>
public abstract record ConfigurationNode(ConfigurationPlace Place)
{
    /// <summary>For messages: "is …, not a list".</summary>
    public abstract string Kind { get; }

    public ConfigurationError Error(string problem, string remedy) => Place.Error(problem, remedy);
}
