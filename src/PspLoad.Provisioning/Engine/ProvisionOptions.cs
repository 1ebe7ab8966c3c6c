namespace PspLoad.Provisioning.Engine;

/// <summary>What part of the environment a run touches, and whether it touches it.</summary>
/// <param name="Check">plan only: nothing on any host is changed</param>
/// <param name="Hosts">only these, or all when empty</param>
/// <param name="Roles">only these, or all when empty</param>
public sealed record ProvisionOptions(bool Check, IReadOnlyCollection<string> Hosts, IReadOnlyCollection<string> Roles)
{
    /// <summary>Fetch unified differences of the files that differ.</summary>
    public bool Differences { get; init; }

    public static ProvisionOptions Everything { get; } = new(false, [], []);

    public bool Includes(string host, string role) => (Hosts.Count == 0 || Hosts.Contains(host)) && (Roles.Count == 0 || Roles.Contains(role));
}
