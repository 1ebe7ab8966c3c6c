namespace PspLoad.Core.Configuration;

/// <summary>Reads a YAML file into located nodes. Environments and scenarios start here.</summary>
public static class ConfigurationFile
{
    /// <param name="file">path as the user gave it; errors print it as it is</param>
    /// <param name="errors">receives everything that is wrong with the file as YAML</param>
    /// <returns>the top mapping, also where there are errors that leave the rest readable; null where nothing can be read</returns>
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
