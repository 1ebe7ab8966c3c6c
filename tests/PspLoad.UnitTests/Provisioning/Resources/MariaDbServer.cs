using System.Diagnostics;

namespace PspLoad.UnitTests.Provisioning.Resources;

/// <summary>A MariaDB server for the tests, in a temporary folder. It listens on a socket only.</summary>
public sealed class MariaDbServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Process? _server;

    /// <summary>Why there is no server, or null.</summary>
    public string? WhyNot { get; private set; }

    public string Socket => _folder["server.sock"];

    public async ValueTask InitializeAsync()
    {
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/sbin/mariadbd") || !File.Exists("/usr/bin/mariadb"))
        {
            WhyNot = "needs root and the packages mariadb-server-core and mariadb-client";
            return;
        }
        var shell = new LocalShell();
        var installed = await shell.AskAsync(
            $"mariadb-install-db --no-defaults --user=root --datadir='{_folder["data"]}' --skip-test-db >'{_folder["install.log"]}' 2>&1"
        );
        _server = Process.Start(
            new ProcessStartInfo(
                "/usr/sbin/mariadbd",
                [
                    "--no-defaults",
                    "--user=root",
                    $"--datadir={_folder["data"]}",
                    $"--socket={Socket}",
                    $"--pid-file={_folder["pid"]}",
                    "--skip-networking",
                    $"--log-error={_folder["error.log"]}",
                ]
            )
        )!;
        var ready = await shell.AskAsync(
            $"for try in $(seq 300); do mariadb-admin --no-defaults --socket='{Socket}' ping >/dev/null 2>&1 && exit 0; sleep 0.1; done; exit 1"
        );
        if (installed.ExitCode != 0 || ready.ExitCode != 0)
            throw new InvalidOperationException($"the server did not start: {await File.ReadAllTextAsync(_folder["error.log"])}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.Kill();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }
        _folder.Dispose();
    }
}
