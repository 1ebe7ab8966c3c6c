using PspLoad.Core.Environments;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.Roles.Database;

/// <summary>All network accounts, each limited to the addresses and privileges it needs.</summary>
internal static class DatabaseAccounts
{
    public const string Replication = "replication";

    /// <summary>Account that reads all data, to rebuild a replica.</summary>
    public const string Copy = "copy";

    /// <summary>Account that asks another server whether it takes writes.</summary>
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

    /// <summary>A user has the same password from every address.</summary>
    public static string Password(SecretStore secrets, string user) => secrets.Password($"database/{user.Replace('_', '-')}");

    private static List<string> Addresses(IEnumerable<HostDefinition> hosts) => [.. hosts.Select(host => host.Address.ToString())];
}
