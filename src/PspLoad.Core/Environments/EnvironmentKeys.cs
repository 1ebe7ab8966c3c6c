using PspLoad.Core.Configuration;

namespace PspLoad.Core.Environments;

/// <summary>Every key of an environment file. <c>environments/production.example.yaml</c> documents them all; a test checks this.</summary>
public static class EnvironmentKeys
{
    public static readonly ConfigurationKey Domain = new("domain", "a DNS domain", "required", "psp.test");
    public static readonly ConfigurationKey Hosts = new("hosts", "a list of hosts", "required", "[{ name: app1, address: 10.20.0.31, roles: [app-server] }]");
    public static readonly ConfigurationKey Ssh = new(
        "ssh",
        "a mapping",
        "required",
        "{ user: ops, keyFile: id_ed25519, gateway: console, knownHosts: known_hosts }"
    );
    public static readonly ConfigurationKey Parameters = new("parameters", "a mapping of role names", "optional", "{ dns: { ttl: 3600 } }");
    public static readonly ConfigurationKey Lab = new("lab", "a mapping", "optional", "{}");

    public static readonly ConfigurationKey HostName = new("name", "a host name", "required", "app1");
    public static readonly ConfigurationKey HostAddress = new("address", "an IPv4 address", "required", "10.20.0.31");
    public static readonly ConfigurationKey HostRoles = new("roles", "a list of role names", "required", "[app-server, application]");
    public static readonly ConfigurationKey HostZone = new("zone", "a zone name", "optional", "cardholder-data");

    public static readonly ConfigurationKey SshUser = new("user", "a login name", "required", "ops");
    public static readonly ConfigurationKey SshPort = new("port", "a whole number", "default 22", "22");
    public static readonly ConfigurationKey SshKeyFile = new("keyFile", "a path", "required", "production.state/id_ed25519");
    public static readonly ConfigurationKey SshGateway = new("gateway", "a host name", "required", "console");
    public static readonly ConfigurationKey SshGatewayAddress = new("gatewayAddress", "an IPv4 address with a port", "optional", "203.0.113.10:2222");
    public static readonly ConfigurationKey SshKnownHosts = new("knownHosts", "a path", "required", "production.state/known_hosts");
    public static readonly ConfigurationKey SshSudoPasswordFile = new("sudoPasswordFile", "a path", "optional", "production.state/sudo_password");

    public static readonly ConfigurationKey LabNetwork = new("network", "a network", "default 198.18.0.0/15", "198.18.0.0/15");
    public static readonly ConfigurationKey LabPublish = new("publish", "a mapping of host name to port", "optional", "{ front: 443 }");
    public static readonly ConfigurationKey LabCpuPercent = new("cpuPercent", "a mapping of host name to percent of one CPU", "optional", "{ app1: 50 }");

    public static IReadOnlyList<ConfigurationKey> OfEnvironment { get; } = [Domain, Hosts, Ssh, Parameters, Lab];
    public static IReadOnlyList<ConfigurationKey> OfHost { get; } = [HostName, HostAddress, HostRoles, HostZone];
    public static IReadOnlyList<ConfigurationKey> OfSsh { get; } =
    [SshUser, SshPort, SshKeyFile, SshGateway, SshGatewayAddress, SshKnownHosts, SshSudoPasswordFile];
    public static IReadOnlyList<ConfigurationKey> OfLab { get; } = [LabNetwork, LabPublish, LabCpuPercent];
}
