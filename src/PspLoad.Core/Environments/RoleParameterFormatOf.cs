using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>A role's parameters, bound to a typed record.</summary>
/// <typeparam name="T">a small record per role, with for example the TTL of <c>dns</c></typeparam>
/// <param name="role">name in the catalogue</param>
/// <param name="bind">creates the record, with defaults for keys that are missing or wrong</param>
/// <param name="keys">all keys of the role</param>
public sealed class RoleParameterFormat<T>(string role, Func<MappingReader, T> bind, params IReadOnlyList<ConfigurationKey> keys) : RoleParameterFormat(keys)
{
    /// <summary>The role's parameters in a valid environment; defaults if the environment does not mention the role.</summary>
    public T Of(PspEnvironment environment)
    {
        var written = environment.Parameters.GetValueOrDefault(role)
            ?? new RoleParameters(ConfigurationMapping.Empty(new ConfigurationPlace(environment.File, 0, role)));
        return Bind(written, []);
    }

    internal override void Check(RoleParameters written, ICollection<ConfigurationError> errors) => Bind(written, errors);

    private T Bind(RoleParameters written, ICollection<ConfigurationError> errors) => bind(written.Reader(Keys, errors));
}
