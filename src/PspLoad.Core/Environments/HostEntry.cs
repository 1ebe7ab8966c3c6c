using System.Net;
using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>A host as far as it could be read, for the rules that look across hosts.</summary>
/// <param name="Reader">to complain at one of the host's keys</param>
/// <param name="Name">null where it is wrong or missing</param>
/// <param name="Address">null where it is wrong or missing</param>
/// <param name="Roles">in the order of the file</param>
/// <param name="Zone">null where it is wrong or missing</param>
internal sealed record HostEntry(MappingReader Reader, string? Name, IPAddress? Address, IReadOnlyList<RoleEntry> Roles, string? Zone)
{
    /// <summary>For messages.</summary>
    public string Label => Name ?? "this host";

    /// <summary>The names as written, also those that no host may have: whoever refers to one of them made no second mistake.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<HostEntry> hosts) =>
        [.. hosts.Select(host => host.Reader.Written(EnvironmentKeys.HostName)).OfType<string>().Distinct()];

    public bool Means(string role) => Roles.Any(entry => entry.Meant?.Name == role);

    public HostDefinition ToDefinition() => new(Name!, Address!, [.. Roles.Select(role => role.Written.Text)], Zone);
}
