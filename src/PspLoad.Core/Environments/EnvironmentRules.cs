using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>Rules that span several parts of an environment.</summary>
internal sealed class EnvironmentRules(IReadOnlyList<HostEntry> hosts, ICollection<ConfigurationError> errors)
{
    public void NamesAndAddressesAreUnique()
    {
        RefuseRepeated(EnvironmentKeys.HostName, host => host.Name, "name");
        RefuseRepeated(EnvironmentKeys.HostAddress, host => host.Address, "address");
    }

    public void RolesHaveWhatTheyRequire()
    {
        foreach (var host in hosts)
        {
            foreach (var role in host.Roles)
            {
                foreach (var required in role.Meant?.Needs ?? [])
                    Require(host, role, required);
            }
        }
    }

    /// <summary>The gateway must be a host with the console role, because the other hosts accept administration only from there.</summary>
    public void GatewayIsTheConsole(MappingReader ssh, string gateway)
    {
        var key = EnvironmentKeys.SshGateway;
        var names = HostEntry.Names(hosts);
        var consoles = hosts.Where(IsGateway).ToList();
        if (names.Count > 0 && !names.Contains(gateway))
            ssh.Refuse(key, $"no host has the name {ConfigurationError.Quote(gateway)}", NearestName.Suggestion(gateway, names));
        else if (consoles.Count > 0 && consoles.TrueForAll(host => host.Reader.Written(EnvironmentKeys.HostName) != gateway))
            ssh.Refuse(key, $"host '{gateway}' does not have the role {GatewayRole(consoles[0])}", $"expected the host that has it: {consoles[0].Label}");
    }

    private static bool IsGateway(HostEntry host) => host.Roles.Any(role => role.Meant is { IsGateway: true });

    private static string GatewayRole(HostEntry host) => host.Roles.First(role => role.Meant is { IsGateway: true }).Meant!.Name;

    private void RefuseRepeated<T>(ConfigurationKey key, Func<HostEntry, T?> value, string noun)
        where T : class
    {
        foreach (var same in hosts.Where(host => value(host) is not null).GroupBy(value))
        {
            var first = same.First().Reader.Line(key);
            foreach (var host in same.Skip(1))
                host.Reader.Refuse(key, $"duplicate {noun}, also on line {first}", $"give every host its own {noun}");
        }
    }

    private void Require(HostEntry host, RoleEntry role, RoleNeed required)
    {
        var name = role.Meant!.Name;
        if (required.Kind == NeedKind.OnThisHost && !host.Means(required.Role))
        {
            errors.Add(
                role.Written.Error($"role '{name}' needs the role '{required.Role}' on the same host", $"add {required.Role} to the roles of {host.Label}")
            );
        }
        else if (required.Kind == NeedKind.Anywhere && !hosts.Any(other => other.Means(required.Role)))
        {
            errors.Add(role.Written.Error($"role '{name}' needs a host with the role '{required.Role}'", $"add {required.Role} to the roles of a host"));
        }
    }
}
