using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>One role's parameters as written, each with its place in the file, for its <see cref="RoleParameterFormat"/> to bind and to
/// complain about.</summary>
/// <param name="Mapping">the role's section; empty where the file has none</param>
public sealed record RoleParameters(ConfigurationMapping Mapping)
{
    /// <summary>key → raw scalar text; lists and mappings are left out.</summary>
    public IReadOnlyDictionary<string, string> Values { get; } =
        Mapping.Entries.Where(entry => entry.Value is ConfigurationScalar).ToDictionary(entry => entry.Key, entry => ((ConfigurationScalar)entry.Value).Text);

    /// <summary>Binds the parameters: typed getters, and an error with file and line for every mistake and every key that the role does not
    /// know.</summary>
    public MappingReader Reader(IReadOnlyCollection<ConfigurationKey> keys, ICollection<ConfigurationError> errors) => new(Mapping, keys, errors);
}
