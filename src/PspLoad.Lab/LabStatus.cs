using System.Net;
using PspLoad.Lab.Hosts;

namespace PspLoad.Lab;

/// <summary>A lab as it is now.</summary>
/// <param name="Environment">name of the environment</param>
/// <param name="Id">8 hexadecimal digits from the environment file's full path: two checkouts have two labs</param>
/// <param name="State">the lab as a whole</param>
/// <param name="Subnet">the /24 that the lab holds, or null while it holds none</param>
/// <param name="Hosts">in the order of the environment</param>
/// <param name="Changes">what this call changed, one line each; empty when nothing was changed</param>
public sealed record LabStatus(
    string Environment,
    string Id,
    LabState State,
    IPNetwork? Subnet,
    IReadOnlyList<LabHostStatus> Hosts,
    IReadOnlyList<string> Changes
);

/// <summary>One host of a lab as the engine and the host itself report it.</summary>
/// <param name="Name">as in the environment</param>
/// <param name="Address">its fixed address in the lab's subnet, or null while the lab has none</param>
/// <param name="State">state of the container</param>
/// <param name="Boot">what systemd says of the host (<c>running</c>, <c>degraded</c>, <c>starting</c>…), or null where the host does not run</param>
/// <param name="FailedUnits">systemd units that failed; with any of them <paramref name="Boot"/> is <c>degraded</c></param>
/// <param name="Published">the host's TCP port → where on this machine it is reached; empty for a host that is reached through the gateway only</param>
public sealed record LabHostStatus(
    string Name,
    IPAddress? Address,
    HostState State,
    string? Boot,
    IReadOnlyList<string> FailedUnits,
    IReadOnlyDictionary<int, IPEndPoint> Published
);

/// <summary>A lab as a whole.</summary>
public enum LabState
{
    /// <summary>The engine holds no host of it.</summary>
    Absent,

    /// <summary>Hosts exist and none runs, as after a restart of the engine.</summary>
    Stopped,

    /// <summary>Some hosts run and some do not, or do not exist.</summary>
    Partial,

    /// <summary>Every host of the environment runs.</summary>
    Running,
}
