using System.Net;

namespace PspLoad.Core.Environments;

/// <summary>One server of an environment.</summary>
/// <param name="Name">short name, unique in the environment; also the DNS label and the alias under which the SSH host key is pinned</param>
/// <param name="Address">IPv4 address as its peers see it; in a lab not yet attached <c>0.0.0.n</c>, host number n of the lab's subnet</param>
/// <param name="Roles">names from the <see cref="RoleCatalogue"/>, in the order of the file</param>
/// <param name="Zone">network zone for the port matrix (PCI DSS 1.2), or null</param>
public sealed record HostDefinition(string Name, IPAddress Address, IReadOnlyList<string> Roles, string? Zone);
