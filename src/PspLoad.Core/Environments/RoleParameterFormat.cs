using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>The parameters of a role. They are checked together with the rest of the environment file.</summary>
/// <param name="keys">all keys; <c>environments/production.example.yaml</c> documents them</param>
public abstract class RoleParameterFormat(IReadOnlyList<ConfigurationKey> keys)
{
    public IReadOnlyList<ConfigurationKey> Keys => keys;

    /// <summary>Settings that exist so that their cost can be measured.</summary>
    public IReadOnlyList<RoleToggle> Toggles { get; init; } = [];

    /// <summary>For a role without parameters.</summary>
    /// <param name="role">name of the role</param>
    public static RoleParameterFormat None(string role) => new RoleParameterFormat<NoParameters>(role, _ => new NoParameters());

    /// <summary>Adds an error for every mistake.</summary>
    internal abstract void Check(RoleParameters written, ICollection<ConfigurationError> errors);

    private sealed record NoParameters;
}
