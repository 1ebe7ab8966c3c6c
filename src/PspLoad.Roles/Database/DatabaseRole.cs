using PspLoad.Core.Environments;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Console;
using PspLoad.Roles.Metrics;
using PspLoad.Roles.Network;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.Database;

/// <summary>
/// MariaDB on the hosts with the role: one primary and its replicas, with semi-synchronous GTID replication over TLS. The first host is the
/// primary until another one is promoted (docs/operations/database.md). The application hosts are the clients.
/// </summary>
public sealed class DatabaseRole : Role, IMeasuredRole
{
    public const int Port = 3306;
    public const string Database = "psp";

    /// <summary>Account that serves payments. It may only read and write rows.</summary>
    public const string User = "psp";
    public const string PasswordSecret = "database/psp";

    /// <summary>Account that migrates the schema before a deployment. It serves no payments.</summary>
    public const string MigrationUser = "psp_migrations";
    public const string MigrationPasswordSecret = "database/psp-migrations";

    /// <summary>How long a server may take to start before another one considers it stopped.</summary>
    private const int StartSeconds = 15;

    public const string RoleName = "database";
    internal const string Folder = "/etc/pspload/database";
    internal const string PeerOptions = $"{Folder}/peer.cnf";
    internal const string CopyOptions = $"{Folder}/copy.cnf";

    /// <summary>Options file with the application's account, on the application hosts; the checks use it.</summary>
    internal const string ClientOptions = $"{Folder}/client.cnf";
    internal const string Key = $"{Folder}/server.key";
    internal const string Certificate = $"{Folder}/server.crt";
    internal const string Guard = "/usr/local/sbin/pspload-database-guard";
    internal const string GuardUnit = "pspload-database-guard.service";

    public override RoleDefinition Definition { get; } =
        new(
            RoleName,
            "MariaDB primary, or replica on the second host that has it",
            DatabaseParameters.Format,
            RoleNeed.Anywhere(CaRole.RoleName),
            RoleNeed.After(ConsoleRole.RoleName)
        );

    public ServiceMetrics Metrics { get; } = new MariaDbMetrics();

    /// <summary>A replica is seeded from the primary, so the primary comes first.</summary>
    public override IEnumerable<HostDefinition> HostsBefore(RoleContext context) => context.Has(Name) ? [PrimaryRecord.PrimaryOf(context.Environment)] : [];

    public override IEnumerable<Resource> Resources(RoleContext context) =>
        context.Has(Name) ? [.. Server(context)]
        : IsClient(context) ? Client(context)
        : [];

    public override IEnumerable<Check> Checks(RoleContext context) =>
        context.Has(Name) ? DatabaseChecks.OnServer(context)
        : IsClient(context) ? DatabaseChecks.FromClient(context)
        : [DatabaseChecks.FromStranger(context)];

    private static bool IsClient(RoleContext context) => context.HostsReaching(RoleName, Port).Contains(context.Host);

    private static IEnumerable<Resource> Server(RoleContext context)
    {
        var primary = PrimaryRecord.PrimaryOf(context.Environment);
        var part = new DatabasePart(context.Host.Name == primary.Name ? DatabasePart.Primary : DatabasePart.Replica);
        var peers = context.Environment.HostsWith(RoleName).Where(host => host != context.Host).ToList();
        var certificate = new CertificateResource(
            Key,
            Certificate,
            CaRole.SubjectOf(context),
            CertificateAuthority.Open(context.Secrets, context.Environment.Name, context.Clock),
            context.Clock
        )
        {
            KeyGroup = "mysql",
        };
        var configuration = new FileResource("/etc/mysql/mariadb.conf.d/90-pspload.cnf", Configuration(context));
        var guard = new FileResource(
            Guard,
            TemplateText.Render(
                "Database/guard.liquid",
                new
                {
                    PartFile = DatabasePart.File,
                    Socket = Sql.DefaultSocket,
                    PeerOptions,
                    DatabasePart.PromotionFile,
                    Port,
                    RefusedSeconds = StartSeconds,
                    SemiSync = context.Parameters(DatabaseParameters.Format).SemiSync ? "ON" : "OFF",
                    Peers = peers.Select(peer => peer.Address.ToString()).ToList(),
                }
            )
        )
        {
            Mode = "0755",
            ValidateWith = "sh -n {}",
        };
        var unit = new FileResource($"/etc/systemd/system/{GuardUnit}", TemplateText.Render("Database/guard-unit.liquid", new { }));
        return
        [
            new PackagesResource("mariadb-server"),
            new DirectoryResource("/var/lib/mysql")
            {
                Mode = "0750",
                Owner = "mysql",
                Group = "mysql",
            },
            new DirectoryResource(Folder) { Mode = "0750", Group = "mysql" },
            certificate,
            Options(context, PeerOptions, DatabaseAccounts.Peer),
            Options(context, CopyOptions, DatabaseAccounts.Copy),
            part,
            configuration,
            TierAccess.Table(RoleName, (Port, context.HostsReaching(RoleName, Port, RoleName))),
            new ServiceResource("mariadb.service") { RestartedBy = [configuration, certificate] },
            .. Inside(context, part),
            new ReplicationResource(part, primary, peers, context.Secrets),
            guard,
            unit,
            new ServiceResource(GuardUnit) { RestartedBy = [guard, unit] },
        ];
    }

    private static IEnumerable<Resource> Client(RoleContext context) =>
        [new PackagesResource("mariadb-client-core"), new DirectoryResource(Folder) { Mode = "0700" }, Options(context, ClientOptions, User)];

    /// <summary>
    /// Accounts, grants and the database. Root logs in through the socket as the system's root. No other local account has a password.
    /// </summary>
    private static IEnumerable<Resource> Inside(RoleContext context, DatabasePart part)
    {
        var accounts = DatabaseAccounts.Of(context);
        var known = string.Join(", ", accounts.Select(account => $"({Sql.Literal(account.User)}, {Sql.Literal(account.Host)})"));
        var others = $"FROM mysql.user WHERE is_role = 'N' AND host <> 'localhost' AND (user, host) NOT IN ({known})";
        IEnumerable<Resource> inside =
        [
            new SqlStatement(
                "root by the socket only",
                "ALTER USER root@localhost IDENTIFIED VIA unix_socket;",
                "SELECT COUNT(*) FROM mysql.user WHERE user = 'root' AND host = 'localhost' AND plugin = 'unix_socket';"
            ),
            new SqlDatabase(Database) { Collation = "utf8mb4_bin" },
            .. accounts.SelectMany(account => account.Resources(DatabaseAccounts.Password(context.Secrets, account.User))),
            new SqlStatement(
                "no other accounts",
                $"SET @others = (SELECT GROUP_CONCAT(QUOTE(user), '@', QUOTE(host)) {others});\nEXECUTE "
                    + $"IMMEDIATE COALESCE(CONCAT('DROP USER IF EXISTS ', @others), 'DO 0');",
                $"SELECT COUNT(*) = 0 {others};"
            ),
        ];
        return inside.Select(resource => new OnPrimary(part, resource));
    }

    private static string Configuration(RoleContext context)
    {
        var parameters = context.Parameters(DatabaseParameters.Format);
        return TemplateText.Render(
            "Database/server.liquid",
            new
            {
                Address = context.Host.Address.ToString(),
                Port,
                ServerId = ServerId(context.Host),
                SemiSyncTimeout = parameters.SemiSyncTimeoutMilliseconds,
                Ca = CaRole.RootCertificate,
                Certificate,
                Key,
                parameters.MaxConnections,
                BufferPool = parameters.BufferPoolMegabytes,
                RedoLog = parameters.RedoLogMegabytes,
            }
        );
    }

    /// <summary>The address as a number: unique in the fleet, and independent of the order in the file.</summary>
    private static string ServerId(HostDefinition host) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(host.Address.GetAddressBytes()).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static FileResource Options(RoleContext context, string file, string user) =>
        new(
            file,
            TemplateText.Render(
                "Database/client.liquid",
                new
                {
                    Port,
                    User = user,
                    Password = DatabaseAccounts.Password(context.Secrets, user),
                    Ca = CaRole.RootCertificate,
                }
            )
        )
        {
            Mode = "0600",
            Secret = true,
        };
}
