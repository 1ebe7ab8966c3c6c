using System.Globalization;
using System.Text.Json;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles.Application;
using PspLoad.Provisioning.Roles.AppServer;
using PspLoad.Provisioning.Roles.Front;

namespace PspLoad.Provisioning.Operations;

/// <summary>Asks every host at once, one round trip each; a host that does not answer is a line like the others.</summary>
/// <param name="environment">with absolute addresses</param>
/// <param name="shellOf">root shell of a host</param>
/// <param name="journal">path of the environment's <c>provision.ndjson</c></param>
public sealed class StatusOperation(PspEnvironment environment, Func<HostDefinition, IHostShell> shellOf, string journal)
{
    /// <summary>Seconds that one question may take on the host.</summary>
    private const int Patience = 10;

    /// <summary>Members of a line of the journal.</summary>
    private static readonly string[] ToldOfAChange = ["time", "actor", "host", "resource"];

    public async Task<FleetStatus> RunAsync(CancellationToken cancellationToken)
    {
        var hosts = await Task.WhenAll(environment.Hosts.Select(host => AskAsync(host, cancellationToken)));
        return new FleetStatus(
            environment.Name,
            [.. hosts.SelectMany(answer => answer.Front)],
            ReleaseFile.Find(environment, LocalImage.ReferencePsp),
            LastChange(),
            [.. hosts.Select(answer => answer.Status)]);
    }

    private async Task<(HostStatus Status, IEnumerable<string> Front)> AskAsync(HostDefinition host, CancellationToken cancellationToken)
    {
        try
        {
            var answers = await ShellBatches.AskAsync(shellOf(host), [Disk, Certificates, Facts(host), host.Roles.Contains("front") ? $"timeout {Patience} {FrontRole.Tool} status" : ":"], cancellationToken);
            return (new HostStatus(host.Name, null, Number(answers[0]), Number(answers[1]), [.. answers[2].Lines]), answers[3].ExitCode == 0 ? answers[3].Lines : []);
        }
        catch (OperationFailedException unreachable)
        {
            return (new HostStatus(host.Name, unreachable.Problem, null, null, []), []);
        }
    }

    private static int? Number(ProbeResult answer) => int.TryParse(answer.Output, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private const string Disk = "df --output=pcent -l -x tmpfs -x devtmpfs -x squashfs 2>/dev/null | tr -dc '0-9\\n' | sort -n | tail -1";

    private const string Certificates = """
        now=$(date +%s)
        for file in /etc/pspload/tls/*.crt /etc/pspload/*/*.crt; do
            [ -e "$file" ] || continue
            end=$(openssl x509 -in "$file" -noout -enddate 2>/dev/null) || continue
            echo $(( ($(date -d "${end#*=}" +%s) - now) / 86400 ))
        done | sort -n | head -1
        """;

    private static string Facts(HostDefinition host) => string.Join('\n', host.Roles.Select(role => role switch
    {
        "application" => $$"""
            {{AppServerRole.Docker}}
            printf 'application: %s, %s\n' "$(docker inspect --format '{{"{{.Config.Image}} since {{.State.StartedAt}}"}}' psp 2>/dev/null | sed 's/.*@//; s/\.[0-9]*Z$/Z/' || echo 'no container')" "$({{ApplicationRole.IsReady(host)}} && echo ready || echo 'not ready')"
            """,
        "acquirer" => $$"""
            {{AppServerRole.Docker}}
            printf 'acquirer: %s\n' "$(docker inspect --format '{{"{{.Config.Image}} since {{.State.StartedAt}}"}}' acquirer 2>/dev/null | sed 's/.*@//; s/\.[0-9]*Z$/Z/' || echo 'no container')"
            """,
        "database" => Replication,
        _ => "",
    }).Where(script => script.Length > 0).DefaultIfEmpty(":"));

    private static string Replication => """
        role=$(mariadb -N -B -e 'SELECT IF(@@read_only, "read-only", "writable")' 2>/dev/null || echo 'no answer')
        lag=$(mariadb -e 'SHOW ALL SLAVES STATUS\G' 2>/dev/null | awk -F': ' '/Slave_IO_Running:/ { io = $2 } /Slave_SQL_Running:/ { sql = $2 } /Seconds_Behind_Master:/ { lag = $2 } END { if (io != "") printf "; replication io %s, sql %s, %s s behind", io, sql, lag }')
        echo "database: $role$lag"
        """;

    private string? LastChange()
    {
        var last = File.Exists(journal) ? File.ReadLines(journal).LastOrDefault(line => line.Length > 0) : null;
        if (last is null)
            return null;
        using var entry = JsonDocument.Parse(last);
        return string.Join(", ", ToldOfAChange
            .Select(name => entry.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "").Where(value => value.Length > 0));
    }
}
