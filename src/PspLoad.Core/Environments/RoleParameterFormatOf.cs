using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>The same with the record that they become.</summary>
/// <typeparam name="T">one small record a role, such as the TTL of <c>dns</c></typeparam>
/// <param name="role">as in the catalogue</param>
/// <param name="bind">makes the record, with defaults where a key is missing or wrong</param>
/// <param name="keys">all that there are</param>
public sealed class RoleParameterFormat<T>(string role, Func<MappingReader, T> bind, params IReadOnlyList<ConfigurationKey> keys) : RoleParameterFormat(keys)
{
    /// <summary>The role's parameters in an environment that was read, and so is valid; defaults where it says nothing of the role.</summary>
    public T Of(PspEnvironment environment)
    {
        var written = environment.Parameters.GetValueOrDefault(role)
            ?? new RoleParameters(ConfigurationMapping.Empty(new ConfigurationPlace(environment.File, 0, role)));
        return Bind(written, []);
    }

    internal override void Check(RoleParameters written, ICollection<ConfigurationError> errors) => Bind(written, errors);

    private T Bind(RoleParameters written, ICollection<ConfigurationError> errors) => bind(written.Reader(Keys, errors));
}
