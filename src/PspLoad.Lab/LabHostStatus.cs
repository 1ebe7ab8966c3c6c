using System.Net;

namespace PspLoad.Lab;

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
