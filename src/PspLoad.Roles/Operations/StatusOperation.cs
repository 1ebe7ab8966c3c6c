using System.Globalization;
using System.Text.Json;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Database;
using PspLoad.Roles.Front;
using PspLoad.Roles.Images;
using PspLoad.Roles.Operations.Database;

namespace PspLoad.Roles.Operations;

/// <summary>
/// Queries all hosts in parallel with one round trip each, plus another one for a database. A host that does not answer gets a line like the
/// others.
/// </summary>
/// <param name="environment">with absolute addresses</param>
/// <param name="roles">roles whose facts are queried</param>
/// <param name="shellOf">root shell of a host</param>
/// <param name="journal">path of the environment's <c>provision.ndjson</c></param>
public sealed class StatusOperation(PspEnvironment environment, IReadOnlyList<Role> roles, Func<HostDefinition, IHostShell> shellOf, string journal)
{
    /// <summary>Time limit of one query on the host, in seconds.</summary>
    private const int Patience = 10;

    /// <summary>Journal members that are shown for the last change.</summary>
    private static readonly string[] s_toldOfAChange = ["time", "actor", "host", "resource"];

    public async Task<FleetStatus> RunAsync(CancellationToken cancellationToken)
    {
        var asked = new DatabaseHosts(environment, shellOf).AskAllAsync(cancellationToken);
        var hosts = await Task.WhenAll(environment.Hosts.Select(host => AskAsync(host, cancellationToken)));
        var databases = await asked;
        return new FleetStatus(
            environment.Name,
            [.. hosts.SelectMany(answer => answer.Front)],
            ReleaseFile.Find(environment, LocalImage.ReferencePsp),
            LastChange(),
            [.. hosts.Select(answer => With(answer.Status, databases))]
        );
    }

    private static HostStatus With(HostStatus status, IReadOnlyList<DatabaseState> databases) =>
        databases.FirstOrDefault(state => state.Name == status.Host && state.Unreachable is null) is { } server
            ? status with
            {
                Facts = [.. status.Facts, Describe(server, databases)],
            }
            : status;

    private async Task<(HostStatus Status, IEnumerable<string> Front)> AskAsync(HostDefinition host, CancellationToken cancellationToken)
    {
        try
        {
            var answers = await ShellBatches.AskAsync(
                shellOf(host),
                [Disk, Certificates, Facts(host), host.Roles.Contains(FrontRole.RoleName) ? $"timeout {Patience} {FrontRole.Tool} status" : ":"],
                cancellationToken
            );
            return (
                new HostStatus(host.Name, null, Number(answers[0]), Number(answers[1]), [.. answers[2].Lines]),
                answers[3].ExitCode == 0 ? answers[3].Lines : []
            );
        }
        catch (OperationFailedException unreachable)
        {
            return (new HostStatus(host.Name, unreachable.Problem, null, null, []), []);
        }
    }

    private static int? Number(ProbeResult answer) =>
        int.TryParse(answer.Output, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private const string Disk = "df --output=pcent -l -x tmpfs -x devtmpfs -x squashfs 2>/dev/null | tr -dc '0-9\\n' | sort -n | tail -1";

    private const string Certificates = """
        now=$(date +%s)
        for file in /etc/pspload/tls/*.crt /etc/pspload/*/*.crt; do
            [ -e "$file" ] || continue
            end=$(openssl x509 -in "$file" -noout -enddate 2>/dev/null) || continue
            echo $(( ($(date -d "${end#*=}" +%s) - now) / 86400 ))
        done | sort -n | head -1
        """;

    private string Facts(HostDefinition host) =>
        string.Join('\n', roles.Where(role => host.Roles.Contains(role.Name)).Select(role => role.StatusScript(host)).OfType<string>().DefaultIfEmpty(":"));

    private static string Describe(DatabaseState server, IReadOnlyList<DatabaseState> all)
    {
        if (!server.Answers)
            return $"database: {(server.Part.Length > 0 ? server.Part : "not provisioned")}, its server does not answer";
        var writes = server.TakesWrites ? "takes writes" : "read-only";
        return server.Part switch
        {
            DatabasePart.Primary =>
                $"database: primary, {writes}, its commits {(server.WaitsForReplica ? "wait" : "do not wait")} for a replica, up to {server.Written}",
            DatabasePart.Replica => $"database: replica of {NameOf(server.Follows, all)}, {writes}, {Follows(server)}",
            var other => $"database: {(other.Length > 0 ? other : "not provisioned")}, {writes}, ends at {server.Written}",
        };
    }

    private static string Follows(DatabaseState replica) =>
        replica is { Receiving: "Yes", Applies: true }
            ? $"{replica.Lag?.ToString(CultureInfo.InvariantCulture) ?? "?"} s behind"
            : $"receiving: {(replica.Receiving.Length > 0 ? replica.Receiving : "no")}, applying: "
                + $"{(replica.Applies ? "yes" : "no")}{(replica.Problem.Length > 0 ? $": {replica.Problem}" : "")}";

    private static string NameOf(string address, IReadOnlyList<DatabaseState> all) =>
        address.Length == 0 ? "nobody" : all.FirstOrDefault(state => state.Host.Address.ToString() == address)?.Name ?? address;

    private string? LastChange()
    {
        var last = File.Exists(journal) ? File.ReadLines(journal).LastOrDefault(line => line.Length > 0) : null;
        if (last is null)
            return null;
        using var entry = JsonDocument.Parse(last);
        return string.Join(
            ", ",
            s_toldOfAChange.Select(name => entry.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "").Where(value => value.Length > 0)
        );
    }
}
