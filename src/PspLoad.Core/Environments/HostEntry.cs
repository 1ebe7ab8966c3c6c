using System.Net;
using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>The readable parts of a host, for the rules that compare hosts.</summary>
/// <param name="Reader">reports errors at the host's keys</param>
/// <param name="Name">null if wrong or missing</param>
/// <param name="Address">null if wrong or missing</param>
/// <param name="Roles">in the order of the file</param>
/// <param name="Zone">null if wrong or missing</param>
internal sealed record HostEntry(MappingReader Reader, string? Name, IPAddress? Address, IReadOnlyList<RoleEntry> Roles, string? Zone)
{
    /// <summary>For messages.</summary>
    public string Label => Name ?? "this host";

    /// <summary>All names as written, including invalid ones, so that a reference to an invalid name is not reported as a second mistake.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<HostEntry> hosts) =>
        [.. hosts.Select(host => host.Reader.Written(EnvironmentKeys.HostName)).OfType<string>().Distinct()];

    public bool Means(string role) => Roles.Any(entry => entry.Meant?.Name == role);

    public HostDefinition ToDefinition() => new(Name!, Address!, [.. Roles.Select(role => role.Written.Text)], Zone);
}
