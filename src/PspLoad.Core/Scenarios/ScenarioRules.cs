using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;

namespace PspLoad.Core.Scenarios;

/// <summary>Rules that a scenario and its environment must meet together.</summary>
public static class ScenarioRules
{
    /// <returns>an error for every fault that no host can take</returns>
    public static IReadOnlyList<ConfigurationError> Check(Scenario scenario, PspEnvironment environment)
    {
        var errors = new List<ConfigurationError>();
        foreach (var fault in scenario.Faults)
        {
            CheckHost(fault, ScenarioKeys.FaultHost.Name, fault.Host, fault.Fault.Role, environment, errors);
            foreach (var option in fault.Fault.Options.Where(option => option.NamesHost))
                CheckHost(fault, option.Key.Name, fault.Value(option), role: null, environment, errors);
            if (fault.Fault.Role is { } role && !environment.HostsWith(role).Any())
            {
                errors.Add(
                    fault.Place.Error(
                        $"{fault.Fault.Name} needs a host with the role '{role}'",
                        $"environment '{environment.Name}' has none: name another with -e"
                    )
                );
            }
        }
        return errors;
    }

    private static void CheckHost(PlannedFault fault, string key, string? name, string? role, PspEnvironment environment, List<ConfigurationError> errors)
    {
        if (string.IsNullOrEmpty(name))
            return;

        var place = fault.Place.Key(key, fault.Place.Line);
        var names = environment.Hosts.Select(host => host.Name).ToList();
        if (!names.Contains(name))
        {
            errors.Add(place.Error($"environment '{environment.Name}' has no host '{name}'", NearestName.Suggestion(name, names)));
        }
        else if (role is not null && !environment.Host(name).Roles.Contains(role))
        {
            errors.Add(
                place.Error(
                    $"host '{name}' does not have the role '{role}'",
                    $"expected one of: {string.Join(", ", environment.HostsWith(role).Select(host => host.Name))}"
                )
            );
        }
    }
}
