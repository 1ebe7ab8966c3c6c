using System.Net.Http.Headers;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Payments.Replicas;
using PspLoad.Roles.Acquirer;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Database;
using PspLoad.Roles.Operations.Database;

namespace PspLoad.Runs.Fleets;

/// <summary>Books of a fleet that are not read through the PSP's own API: the acquirer's, and the replica of the database.</summary>
public static class FleetBooks
{
    private static readonly TimeSpan s_replicaWithin = TimeSpan.FromSeconds(30);

    /// <returns>client of the acquirer simulator's administration, which the console reaches; null if the environment has no acquirer</returns>
    public static HttpClient? AcquirerBook(this FleetSession session)
    {
        if (session.Environment.HostsWith(AcquirerRole.RoleName).FirstOrDefault() is not { } acquirer)
            return null;
        return new HttpClient(new SshGet(session.Fleet.Host(session.Environment.Ssh.Gateway), CaRole.RootCertificate))
        {
            BaseAddress = new Uri($"https://{acquirer.Name}.{session.Environment.Domain}:{AcquirerRole.AdministrationPort}"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", session.Secrets.Password("acquirer/admin-token")) },
        };
    }

    /// <returns>a function that finds the database that takes writes at the time; null if the environment has no database</returns>
    public static PrimaryDatabase? Database(this FleetSession session)
    {
        if (!session.Environment.HostsWith(DatabaseRole.RoleName).Any())
            return null;
        var hosts = new DatabaseHosts(session.Environment, session.ShellOf);
        return async cancellationToken =>
        {
            var primaries = (await hosts.AskAllAsync(cancellationToken)).Where(state => state.TakesWrites).ToList();
            if (primaries is not [var primary])
            {
                throw new OperationFailedException(
                    ExitCode.ReconciliationViolated,
                    $"the PSP's database cannot be read: {primaries.Count} databases take writes",
                    "promote one of them, then run `reconcile` again"
                );
            }
            return On(hosts, primary.Host);
        };
    }

    /// <returns>a function that compares the primary database with the replica; null if there is only one database</returns>
    public static Func<CancellationToken, Task<(bool Agrees, IReadOnlyList<string> Differences)>>? Replicas(this FleetSession session) =>
        session.Environment.HostsWith(DatabaseRole.RoleName).Count() < 2 ? null : cancellationToken => CompareAsync(session, cancellationToken);

    private static async Task<(bool Agrees, IReadOnlyList<string> Differences)> CompareAsync(FleetSession session, CancellationToken cancellationToken)
    {
        var hosts = new DatabaseHosts(session.Environment, session.ShellOf);
        var states = await hosts.AskAllAsync(cancellationToken);
        var primaries = states.Where(state => state.TakesWrites).ToList();
        if (primaries is not [var primary])
            return (false, [$"{primaries.Count} databases take writes, so there is no replica to compare with"]);
        var replica = states.First(state => state != primary);
        var result = await new ReplicaComparison(On(hosts, primary.Host), On(hosts, replica.Host), TimeProvider.System).CompareAsync(
            "psp",
            s_replicaWithin,
            cancellationToken
        );
        return (result.Agrees, result.Differences);
    }

    private static SqlQuery On(DatabaseHosts hosts, HostDefinition host) =>
        (sql, token) =>
            hosts.ChangeAsync(host, "a question", $"mariadb --batch --raw --skip-column-names --execute {Provisioning.Shells.Shell.Quote(sql)}", token);
}
