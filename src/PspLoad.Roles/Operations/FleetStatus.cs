using PspLoad.Roles.Images;

namespace PspLoad.Roles.Operations;

/// <summary>An environment on one page.</summary>
/// <param name="Environment">name</param>
/// <param name="Active">what the front says: a line for each application server and why the active one is; empty where it does not answer</param>
/// <param name="Release">of the payment application; null before the first</param>
/// <param name="LastChange">time and actor of the journal's last entry, or null</param>
/// <param name="Hosts">in the order of the environment</param>
public sealed record FleetStatus(string Environment, IReadOnlyList<string> Active, Release? Release, string? LastChange, IReadOnlyList<HostStatus> Hosts)
{
    /// <summary>Every host answers and the front names an active server that is ready.</summary>
    public bool IsWhole => Hosts.All(host => host.Unreachable is null) && Active.Any(line => line.EndsWith(" active ready", StringComparison.Ordinal));
}
