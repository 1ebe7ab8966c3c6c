namespace PspLoad.Core.Environments;

/// <summary>WHERE: the hosts of one payment service provider and how to reach them, as read from <c>environments/*.yaml</c> and validated.</summary>
/// <param name="Name">the file's name without extension</param>
/// <param name="File">absolute path of the YAML file; its full path is the environment's identity on this machine</param>
/// <param name="Domain">DNS domain of the fleet, for example <c>psp.test</c></param>
/// <param name="Hosts">in the order of the file, names and addresses unique</param>
/// <param name="Ssh">how administration reaches them</param>
/// <param name="Lab">null on real servers</param>
/// <param name="Parameters">role name → that role's parameters</param>
public sealed record PspEnvironment(
    string Name,
    string File,
    string Domain,
    IReadOnlyList<HostDefinition> Hosts,
    SshSettings Ssh,
    LabSettings? Lab,
    IReadOnlyDictionary<string, RoleParameters> Parameters)
{
    /// <summary>Folder beside the file for what a run makes and keeps: keys, known_hosts, secrets, lock, journal. Never in git.</summary>
    public string StateDirectory => Path.ChangeExtension(File, ".state");

    public HostDefinition Gateway => Host(Ssh.Gateway);

    /// <exception cref="KeyNotFoundException">no host has that name</exception>
    public HostDefinition Host(string name) =>
        Hosts.FirstOrDefault(host => host.Name == name) ?? throw new KeyNotFoundException($"environment {Name} has no host '{name}'");

    public IEnumerable<HostDefinition> HostsWith(string role) => Hosts.Where(host => host.Roles.Contains(role));
}
