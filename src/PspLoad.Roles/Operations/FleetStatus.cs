using PspLoad.Roles.Images;

namespace PspLoad.Roles.Operations;

/// <summary>Overview of an environment.</summary>
/// <param name="Environment">name</param>
/// <param name="Active">the front's report: one line per application server, and the reason for the active one; empty if the front does not
/// answer</param>
/// <param name="Release">of the payment application; null before the first release</param>
/// <param name="LastChange">time and actor of the journal's last entry, or null</param>
/// <param name="Hosts">in the order of the environment</param>
public sealed record FleetStatus(string Environment, IReadOnlyList<string> Active, Release? Release, string? LastChange, IReadOnlyList<HostStatus> Hosts)
{
    /// <summary>Every host answers, and the front names an active server that is ready.</summary>
    public bool IsWhole => Hosts.All(host => host.Unreachable is null) && Active.Any(line => line.EndsWith(" active ready", StringComparison.Ordinal));
}
