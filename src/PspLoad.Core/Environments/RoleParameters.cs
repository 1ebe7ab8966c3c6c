using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>
/// One role's parameters as written, each with its place in the file. The role's <see cref="RoleParameterFormat"/> binds them and reports errors.
/// </summary>
/// <param name="Mapping">the role's section; empty if the file has none</param>
public sealed record RoleParameters(ConfigurationMapping Mapping)
{
    /// <summary>key → raw scalar text, without lists and mappings.</summary>
    public IReadOnlyDictionary<string, string> Values { get; } =
        Mapping.Entries.Where(entry => entry.Value is ConfigurationScalar).ToDictionary(entry => entry.Key, entry => ((ConfigurationScalar)entry.Value).Text);

    /// <summary>Binds the parameters with typed getters. Every mistake and every unknown key gives an error with file and line.</summary>
    public MappingReader Reader(IReadOnlyCollection<ConfigurationKey> keys, ICollection<ConfigurationError> errors) => new(Mapping, keys, errors);
}
