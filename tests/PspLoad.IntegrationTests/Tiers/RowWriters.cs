using System.Globalization;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// Small clients on an application host. Each writes one row after the other, over TLS with the application's account, to the server that accepts
/// it, and records the acknowledged rows.
/// </summary>
internal sealed class RowWriters(TierFleet fleet, string host, string name) : IAsyncDisposable
{
    private const int Writers = 3;
    private readonly Databases _databases = new(fleet);

    /// <summary>A row without an acknowledgement may or may not be stored; the script never writes it again.</summary>
    private string Script =>
        $$"""
            writer=$1; number=0
            while [ -e /tmp/{{name}}.on ]; do
                number=$((number + 1))
                for server in db1 db2; do
                    if timeout 10 mariadb --defaults-file=/etc/pspload/database/client.cnf --connect-timeout=2 --host=$server --execute "INSERT INTO psp.{{name}} VALUES ('$writer-$number')" 2>/dev/null; then
                        echo "$writer-$number" >>/tmp/{{name}}.acknowledged.$writer
                        break
                    fi
                done
            done
            """;

    public async Task StartAsync(string primary)
    {
        await _databases.SqlAsync(primary, $"DROP TABLE IF EXISTS psp.{name}; CREATE TABLE psp.{name} (id VARCHAR(32) PRIMARY KEY) ENGINE = InnoDB");
        await fleet.OnHostAsync(host, $"rm -f /tmp/{name}.*; cat >/tmp/{name}.sh <<'END_OF_SCRIPT'\n{Script}\nEND_OF_SCRIPT\ntouch /tmp/{name}.on");
        for (var writer = 1; writer <= Writers; writer++)
        {
            await fleet.OnHostAsync(
                host,
                string.Create(CultureInfo.InvariantCulture, $"systemd-run --quiet --collect --unit={name}-{writer} sh /tmp/{name}.sh {writer}")
            );
        }

        await MoreAsync(100);
    }

    /// <summary>Waits until so many more rows were acknowledged.</summary>
    public async Task MoreAsync(int rows)
    {
        var target = await AcknowledgedAsync() + rows;
        await Databases.UntilAsync($"{rows} more rows are acknowledged", async () => await AcknowledgedAsync() >= target);
    }

    /// <summary>Stops the writers and checks their rows.</summary>
    /// <returns>acknowledged rows that the server does not have</returns>
    public async Task<IReadOnlyList<string>> LostAsync(string primary)
    {
        await StopAsync();
        var acknowledged = (await fleet.OnHostAsync(host, $"cat /tmp/{name}.acknowledged.*")).Split('\n');
        var stored = (await _databases.SqlAsync(primary, $"SELECT id FROM psp.{name}")).Split('\n').ToHashSet();
        return [.. acknowledged.Where(row => !stored.Contains(row))];
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private Task<string> StopAsync() =>
        fleet.OnHostAsync(
            host,
            $"""
            rm -f /tmp/{name}.on
            for writer in $(seq {Writers}); do while systemctl -q is-active {name}-$writer; do sleep 0.1; done; done
            """
        );

    private async Task<int> AcknowledgedAsync() =>
        int.Parse(await fleet.OnHostAsync(host, $"cat /tmp/{name}.acknowledged.* 2>/dev/null | wc -l"), CultureInfo.InvariantCulture);
}
