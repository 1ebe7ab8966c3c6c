using System.Net.Http.Headers;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Payments.Replicas;
using PspLoad.Roles.Acquirer;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Database;
using PspLoad.Roles.Operations.Database;

namespace PspLoad.Runs.Fleets;

/// <summary>A fleet's sources on the outcome of payments, besides the PSP's own API.</summary>
public static class FleetBooks
{
    private static readonly TimeSpan s_replicaWithin = TimeSpan.FromSeconds(30);

    /// <returns>the acquirer simulator's administration, through the console; null if the environment has none</returns>
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

    /// <returns>asks the database that takes writes, whichever it is at the time; null if the environment has none</returns>
    public static SqlQuery? Database(this FleetSession session)
    {
        if (!session.Environment.HostsWith(DatabaseRole.RoleName).Any())
            return null;
        var hosts = new DatabaseHosts(session.Environment, session.ShellOf);
        return async (sql, cancellationToken) =>
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
            return await On(hosts, primary.Host)(sql, cancellationToken);
        };
    }

    /// <returns>compares the primary database with the other one; null if there are not two</returns>
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
            hosts.ChangeAsync(host, "a question", $"mariadb --batch --raw --skip-column-names --execute {Provisioning.Ssh.Shell.Quote(sql)}", token);
}
