namespace PspLoad.Core.Configuration;

/// <summary>Reads a YAML file into located nodes. Environments and scenarios start here.</summary>
public static class ConfigurationFile
{
    /// <param name="file">path as the user gave it; errors print it unchanged</param>
    /// <param name="errors">receives every YAML error in the file</param>
    /// <returns>the top mapping, even with errors if the rest is readable; null if nothing can be read</returns>
    public static ConfigurationMapping? Read(string file, ICollection<ConfigurationError> errors)
    {
        if (ConfigurationText.Read(file, errors) is not { } text)
            return null;

        var complaints = errors.Count;
        var root = new YamlTree(file, text, errors).Read();
        if (root is ConfigurationMapping mapping)
            return mapping;

        if (errors.Count == complaints)
        {
            const string Remedy = "expected keys at the left margin, for example domain: psp.test";
            errors.Add(
                root is null or ConfigurationScalar { IsNull: true }
                    ? new ConfigurationError(file, 1, "", "the file is empty", Remedy)
                    : new ConfigurationError(file, root.Place.Line, "", $"the document is {root.Kind}, not a mapping", Remedy)
            );
        }

        return null;
    }
}
