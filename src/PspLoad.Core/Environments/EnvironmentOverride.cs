using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>What a command changes in an environment's <c>parameters:</c> for a while.</summary>
public static class EnvironmentOverride
{
    /// <param name="environment">as its file says</param>
    /// <param name="catalogue">the roles that there are</param>
    /// <param name="option">as it was given, for messages: <c>--toggle database.semiSync=on,off</c></param>
    /// <param name="role">name in the catalogue</param>
    /// <param name="key">of its parameters</param>
    /// <param name="value">YAML</param>
    /// <returns>the environment with it, or all that is wrong</returns>
    public static ConfigurationResult<PspEnvironment> With(
        this PspEnvironment environment,
        RoleCatalogue catalogue,
        string option,
        string role,
        string key,
        string value
    )
    {
        var errors = new List<ConfigurationError>();
        var place = new ConfigurationPlace(option, 0, "");
        if (catalogue.Find(role) is not { } description)
            return new ConfigurationResult<PspEnvironment>(null, [place.Error($"unknown role '{role}'", NearestName.Suggestion(role, catalogue.Names))]);
        var parameters = environment.Parameters[role];
        if (new YamlTree(option, value, errors).Read() is { } node)
        {
            var entries = new OrderedDictionary<string, ConfigurationNode>(parameters.Mapping.Entries)
            {
                [key] = node with { Place = place.Key($"{role}.{key}", 0) },
            };
            parameters = new RoleParameters(parameters.Mapping with { Entries = entries });
            description.Parameters.Check(parameters, errors);
        }
        return errors.Count > 0
            ? new ConfigurationResult<PspEnvironment>(null, errors)
            : new ConfigurationResult<PspEnvironment>(
                environment with
                {
                    Parameters = new Dictionary<string, RoleParameters>(environment.Parameters) { [role] = parameters },
                },
                []
            );
    }
}
