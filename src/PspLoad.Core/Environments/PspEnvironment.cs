using System.Net;

namespace PspLoad.Core.Environments;

/// <summary>WHERE: the hosts of one payment service provider and how to reach them, read from <c>environments/*.yaml</c> and validated.</summary>
/// <param name="Name">file name without extension</param>
/// <param name="File">absolute path of the YAML file; the path identifies the environment on this machine</param>
/// <param name="Domain">DNS domain of the fleet, for example <c>psp.test</c></param>
/// <param name="Hosts">in the order of the file, names and addresses unique</param>
/// <param name="Ssh">how administration reaches the hosts</param>
/// <param name="Lab">null on real servers</param>
/// <param name="Parameters">role name → that role's parameters; has an entry for every role of the catalogue, possibly an empty one</param>
public sealed record PspEnvironment(
    string Name,
    string File,
    string Domain,
    IReadOnlyList<HostDefinition> Hosts,
    SshSettings Ssh,
    LabSettings? Lab,
    IReadOnlyDictionary<string, RoleParameters> Parameters
)
{
    /// <summary>Folder next to the file for what runs create and keep: keys, known_hosts, secrets, lock, journal. Never in git.</summary>
    public string StateDirectory => Path.ChangeExtension(File, ".state");

    public HostDefinition Gateway => Host(Ssh.Gateway);

    /// <exception cref="KeyNotFoundException">no host has that name</exception>
    public HostDefinition Host(string name) =>
        Hosts.FirstOrDefault(host => host.Name == name) ?? throw new KeyNotFoundException($"environment {Name} has no host '{name}'");

    public IEnumerable<HostDefinition> HostsWith(string role) => Hosts.Where(host => host.Roles.Contains(role));

    /// <summary>Places the lab's hosts in the network that the lab took, each at its host number.</summary>
    /// <param name="subnet">a /24</param>
    /// <exception cref="InvalidOperationException">the environment has no lab: its hosts have their own addresses</exception>
    /// <exception cref="ArgumentException">not an IPv4 /24</exception>
    public PspEnvironment OnSubnet(IPNetwork subnet)
    {
        if (Lab is null)
            throw new InvalidOperationException($"environment {Name} has no lab");

        var bytes = subnet.BaseAddress.GetAddressBytes();
        if (bytes is not [var first, var second, var third, _] || subnet.PrefixLength != 24)
            throw new ArgumentException($"{subnet} is not an IPv4 /24", nameof(subnet));

        IPAddress Moved(IPAddress address) => new([first, second, third, address.GetAddressBytes()[3]]);
        return this with { Hosts = [.. Hosts.Select(host => host with { Address = Moved(host.Address) })] };
    }

    /// <summary>The same environment, with the gateway's SSH at <paramref name="endpoint"/>.</summary>
    public PspEnvironment WithGatewayEndpoint(IPEndPoint endpoint) => this with { Ssh = Ssh with { GatewayEndpoint = endpoint } };
}
