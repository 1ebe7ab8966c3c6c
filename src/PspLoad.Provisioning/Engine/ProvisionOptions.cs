namespace PspLoad.Provisioning.Engine;

/// <summary>Selects the part of the environment that a run covers, and whether the run changes anything.</summary>
/// <param name="Check">plan only; changes nothing on any host</param>
/// <param name="Hosts">names of the hosts to include; empty means all</param>
/// <param name="Roles">names of the roles to include; empty means all</param>
public sealed record ProvisionOptions(bool Check, IReadOnlyCollection<string> Hosts, IReadOnlyCollection<string> Roles)
{
    /// <summary>Fetches a unified diff for each file that differs.</summary>
    public bool Differences { get; init; }

    public static ProvisionOptions Everything { get; } = new(false, [], []);

    public bool Includes(string host, string role) => (Hosts.Count == 0 || Hosts.Contains(host)) && (Roles.Count == 0 || Roles.Contains(role));
}
