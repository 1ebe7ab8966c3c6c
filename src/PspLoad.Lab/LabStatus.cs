using System.Net;

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
