using System.Net;
using PspLoad.Lab.Hosts;

namespace PspLoad.Lab;

/// <summary>The current state of a lab.</summary>
/// <param name="Environment">name of the environment</param>
/// <param name="Id">8 hexadecimal digits from the environment file's full path: two checkouts have two labs</param>
/// <param name="State">the lab as a whole</param>
/// <param name="Subnet">the lab's /24; null when it has none</param>
/// <param name="Hosts">in the order of the environment</param>
/// <param name="Changes">one line for each change that this call made</param>
public sealed record LabStatus(
    string Environment,
    string Id,
    LabState State,
    IPNetwork? Subnet,
    IReadOnlyList<LabHostStatus> Hosts,
    IReadOnlyList<string> Changes
);

/// <summary>The state of one host, as the engine and the host itself report it.</summary>
/// <param name="Name">as in the environment</param>
/// <param name="Address">its fixed address in the lab's subnet; null when the lab has none</param>
/// <param name="State">state of the container</param>
/// <param name="Boot">state of systemd (<c>running</c>, <c>degraded</c>, <c>starting</c>…); null when the host does not run</param>
/// <param name="FailedUnits">failed systemd units; if there are any, <paramref name="Boot"/> is <c>degraded</c></param>
/// <param name="Published">the host's TCP port → its endpoint on this machine; empty for a host that is reachable only through the gateway</param>
public sealed record LabHostStatus(
    string Name,
    IPAddress? Address,
    HostState State,
    string? Boot,
    IReadOnlyList<string> FailedUnits,
    IReadOnlyDictionary<int, IPEndPoint> Published
);

/// <summary>The state of a lab as a whole.</summary>
public enum LabState
{
    /// <summary>No host exists.</summary>
    Absent,

    /// <summary>Hosts exist, but none runs, for example after a restart of the engine.</summary>
    Stopped,

    /// <summary>Some hosts run; others are stopped or missing.</summary>
    Partial,

    /// <summary>Every host runs.</summary>
    Running,
}
