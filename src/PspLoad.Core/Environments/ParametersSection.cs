using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>Reads <c>parameters</c>: checks the roles' names, and each role's keys against its <see cref="RoleParameterFormat"/>.</summary>
internal static class ParametersSection
{
    /// <returns>an entry for every role of the catalogue</returns>
    public static IReadOnlyDictionary<string, RoleParameters> Read(
        MappingReader environment,
        ConfigurationPlace document,
        RoleCatalogue catalogue,
        ICollection<ConfigurationError> errors
    )
    {
        var section = environment.Mapping(EnvironmentKeys.Parameters)
            ?? ConfigurationMapping.Empty(document.Key(EnvironmentKeys.Parameters.Name, document.Line));

        foreach (var (role, value) in section.Entries)
        {
            if (catalogue.Find(role) is null)
                errors.Add(value.Error("unknown role", NearestName.Suggestion(role, catalogue.Names)));
            else if (value is ConfigurationScalar or ConfigurationList)
                errors.Add(value.Error($"is {value.Kind}, not a mapping", "expected the role's parameters as 'key: value' on indented lines below"));
        }

        var parameters = catalogue.Names.ToDictionary(
            role => role,
            role => new RoleParameters(
                section.Entries.GetValueOrDefault(role) as ConfigurationMapping ?? ConfigurationMapping.Empty(section.Place.Key(role, section.Place.Line))
            )
        );
        foreach (var role in catalogue.All)
            role.Parameters.Check(parameters[role.Name], errors);
        return parameters;
    }
}
