using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>A command's temporary change to an environment's <c>parameters:</c>.</summary>
public static class EnvironmentOverride
{
    /// <param name="environment">the environment as in its file</param>
    /// <param name="catalogue">all roles</param>
    /// <param name="option">the option as given, for messages: <c>--toggle database.semiSync=on,off</c></param>
    /// <param name="role">name in the catalogue</param>
    /// <param name="key">key of the role's parameter</param>
    /// <param name="value">YAML</param>
    /// <returns>the environment with the change, or all errors</returns>
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
