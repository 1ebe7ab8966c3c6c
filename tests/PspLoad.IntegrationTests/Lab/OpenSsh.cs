using System.Diagnostics;
using PspLoad.Core.Environments;
using PspLoad.Lab.Access;

namespace PspLoad.IntegrationTests.Lab;

/// <summary>Runs Debian's ssh with the lab's ssh_config. This tests the key, known_hosts and the ssh_config.</summary>
internal sealed class OpenSsh(PspEnvironment environment)
{
    /// <returns>standard output without its last line end; the command must succeed</returns>
    public async Task<string> OutputAsync(string host, string command)
    {
        var (exitCode, output, error) = await RunAsync(host, command);
        Assert.True(exitCode == 0, $"{command} on {host} ended with {exitCode}: {error}");
        return output.TrimEnd();
    }

    public async Task<(int ExitCode, string Output, string Error)> RunAsync(string host, string command)
    {
        var start = new ProcessStartInfo("ssh", ["-F", SshConfigFile.PathOf(environment), "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", host, command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var ssh = Process.Start(start)!;
        ssh.StandardInput.Close();
        var error = ssh.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await ssh.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await ssh.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (ssh.ExitCode, output, await error);
    }
}
