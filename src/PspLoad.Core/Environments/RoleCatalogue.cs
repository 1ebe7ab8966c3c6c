using PspLoad.Core.Environments.Roles;

namespace PspLoad.Core.Environments;

/// <summary>Every role that an environment may give to a host: the task list of a turnkey PSP's deployment phase, one role a task.</summary>
public static class RoleCatalogue
{
    public static IReadOnlyList<RoleDescription> All { get; } =
    [
        new("console", "the only way in for administration", []) { Parameters = ConsoleParameters.Format },
        new("ca", "certificate authority of the environment", []) { Parameters = CaParameters.Format },
        new("dns", "names of the fleet, forward and reverse", []) { Parameters = DnsParameters.Format },
        new("time", "one clock", []) { Parameters = TimeParameters.Format },
        new("repository", "local package repository", [Anywhere("ca")]),
        new("registry", "Docker registry", [Anywhere("ca")]) { Parameters = RegistryParameters.Format },
        new("control", "deploys the application by digest", [Anywhere("registry")]) { Parameters = ControlParameters.Format },
        new("database", "MariaDB primary, or replica on the second host that has it", [Anywhere("ca")]) { Parameters = DatabaseParameters.Format },
        new("backup", "encrypted backups from the replica", [Anywhere("database")]),
        new("app-server", "rootless Docker for an unprivileged user", []) { Parameters = AppServerParameters.Format },
        new("security-module", "PKCS#11 token that holds the key encryption key", [OnHost("app-server"), Anywhere("control")])
        {
            Parameters = SecurityModuleParameters.Format,
        },
        new("application", "the payment application", [OnHost("app-server"), OnHost("security-module"), Anywhere("database"), Anywhere("control")])
        {
            Parameters = ApplicationParameters.Format,
        },
        new("acquirer", "acquirer simulator, outside the PSP", [OnHost("app-server"), Anywhere("control")]) { Parameters = AcquirerParameters.Format },
        new("front", "NGINX with TLS, active/standby", [Anywhere("ca"), Anywhere("application")]) { Parameters = FrontParameters.Format },
        new("sftp", "file exchange, chrooted", []),
        new("mail", "outgoing mail through a relay", [Anywhere("ca")]),
        new("antivirus", "ClamAV with a mirrored signature database", [Anywhere("repository")]),
        new("logs", "central log storage", [Anywhere("ca")]),
        new("intrusion-detection", "host intrusion detection and prevention", [Anywhere("logs")]),
        new("monitoring", "system monitoring", [Anywhere("mail")]),
        new("application-monitoring", "success rate and failures of the payment API", [Anywhere("monitoring"), Anywhere("application")]),
        new("documents", "document flow", []),
        new("certification", "scans and evidence before certification", []),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(role => role.Name)];

    /// <returns>the role, or null where the name is unknown</returns>
    public static RoleDescription? Find(string name) => All.FirstOrDefault(role => role.Name == name);

    private static RoleRequirement Anywhere(string role) => new(role, SameHost: false);

    private static RoleRequirement OnHost(string role) => new(role, SameHost: true);
}
