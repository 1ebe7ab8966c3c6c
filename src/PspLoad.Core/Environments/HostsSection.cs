using System.Net;
using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>Reads <c>hosts</c>, each host on its own.</summary>
internal static class HostsSection
{
    /// <returns>the readable parts of every host; null if there is no list of hosts</returns>
    public static IReadOnlyList<HostEntry>? Read(MappingReader environment, bool isLab, RoleCatalogue catalogue, ICollection<ConfigurationError> errors)
    {
        var items = environment.Items<ConfigurationMapping>(EnvironmentKeys.Hosts, atLeastOne: true);
        return items?.Select(item => Host(new MappingReader(item, EnvironmentKeys.OfHost, errors), isLab, catalogue, errors)).ToList();
    }

    private static HostEntry Host(MappingReader host, bool isLab, RoleCatalogue catalogue, ICollection<ConfigurationError> errors) =>
        new(
            host,
            host.Text(EnvironmentKeys.HostName, NameFormats.Host),
            isLab ? LabAddress(host) : ServerAddress(host),
            Roles(host, catalogue, errors),
            host.Text(EnvironmentKeys.HostZone, NameFormats.Zone)
        );

    private static IPAddress? LabAddress(MappingReader host)
    {
        const string Remedy = "expected a host number from .2 to .254, for example .10";
        if (host.Text(EnvironmentKeys.HostAddress) is not { } text)
            return null;

        if (AddressText.TryIPv4(text, out _))
            host.Refuse(EnvironmentKeys.HostAddress, $"{text} is a full address, but a lab picks its own network", Remedy);
        else if (!AddressText.TryHostNumber(text, out var number))
            host.Refuse(EnvironmentKeys.HostAddress, $"{ConfigurationError.Quote(text)} is not a host number", Remedy);
        else if (number is < AddressText.FirstHostNumber or > AddressText.LastHostNumber)
            host.Refuse(EnvironmentKeys.HostAddress, $"{text} is out of range{(number == 1 ? ": .1 is the network's gateway" : "")}", Remedy);
        else
            return new IPAddress([0, 0, 0, (byte)number]);
        return null;
    }

    private static IPAddress? ServerAddress(MappingReader host)
    {
        const string Remedy = "expected a full IPv4 address, for example 10.20.0.31";
        if (host.Text(EnvironmentKeys.HostAddress) is not { } text)
            return null;

        if (AddressText.TryHostNumber(text, out _))
            host.Refuse(EnvironmentKeys.HostAddress, $"{text} is a host number, which only an environment with a lab section may use", Remedy);
        else if (!AddressText.TryIPv4(text, out var address))
            host.Refuse(EnvironmentKeys.HostAddress, $"{ConfigurationError.Quote(text)} is not an IPv4 address", Remedy);
        else if (!AddressText.IsUnicast(address))
            host.Refuse(EnvironmentKeys.HostAddress, $"{text} is not an address that a server can have", Remedy);
        else
            return address;
        return null;
    }

    private static List<RoleEntry> Roles(MappingReader host, RoleCatalogue catalogue, ICollection<ConfigurationError> errors)
    {
        var roles = new List<RoleEntry>();
        foreach (var item in host.Items<ConfigurationScalar>(EnvironmentKeys.HostRoles) ?? [])
        {
            var meant = catalogue.Find(item.Text);
            if (roles.Exists(role => role.Written.Text == item.Text))
                errors.Add(item.Error($"the host has the role {ConfigurationError.Quote(item.Text)} twice", "remove one"));
            else if (meant is null)
                errors.Add(item.Error($"unknown role {ConfigurationError.Quote(item.Text)}", NearestName.Suggestion(item.Text, catalogue.Names)));

            meant ??= NearestName.Of(item.Text, catalogue.Names) is { } nearest ? catalogue.Find(nearest) : null;
            roles.Add(new RoleEntry(item, meant));
        }

        return roles;
    }
}
