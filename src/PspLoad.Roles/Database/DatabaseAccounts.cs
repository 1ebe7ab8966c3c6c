using PspLoad.Core.Environments;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.Roles.Database;

/// <summary>Everybody who may come in over the network, each from the addresses that need it and with what it needs.</summary>
internal static class DatabaseAccounts
{
    public const string Replication = "replication";

    /// <summary>Reads everything once, to make a replica anew.</summary>
    public const string Copy = "copy";

    /// <summary>Asks another server whether it takes writes.</summary>
    public const string Peer = "peer";

    private static readonly string[] s_rows = ["SELECT", "INSERT", "UPDATE", "DELETE"];

    public static IReadOnlyList<DatabaseAccount> Of(RoleContext context)
    {
        var servers = Addresses(context.Environment.HostsWith(DatabaseRole.RoleName));
        var applications = Addresses(context.HostsReaching(DatabaseRole.RoleName, DatabaseRole.Port));
        return
        [
            .. applications.Select(address => new DatabaseAccount(DatabaseRole.User, address, DatabaseRole.Database, s_rows)),
            .. applications.Select(address => new DatabaseAccount(
                DatabaseRole.MigrationUser,
                address,
                DatabaseRole.Database,
                [.. s_rows, "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER"]
            )),
            .. servers.Select(address => new DatabaseAccount(Replication, address, "*", "REPLICATION SLAVE")),
            .. servers.Select(address => new DatabaseAccount(
                Copy,
                address,
                "*",
                "SELECT",
                "RELOAD",
                "LOCK TABLES",
                "BINLOG MONITOR",
                "SHOW VIEW",
                "EVENT",
                "TRIGGER"
            )),
            .. servers.Select(address => new DatabaseAccount(Peer, address, "*")),
        ];
    }

    /// <summary>A user has one password, whichever address it comes from.</summary>
    public static string Password(SecretStore secrets, string user) => secrets.Password($"database/{user.Replace('_', '-')}");

    private static List<string> Addresses(IEnumerable<HostDefinition> hosts) => [.. hosts.Select(host => host.Address.ToString())];
}
