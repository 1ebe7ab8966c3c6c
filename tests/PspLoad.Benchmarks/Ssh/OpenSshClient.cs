using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Benchmarks.Ssh;

/// <summary>
/// OpenSSH's client, configured for speed: ControlMaster, ControlPersist and ProxyJump, with the same key and pinned host keys.
/// </summary>
internal sealed class OpenSshClient : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ssh-");
    private readonly PspEnvironment _environment;

    public OpenSshClient(PspEnvironment environment)
    {
        _environment = environment;
        File.WriteAllText(Configuration, ConfigurationText());
    }

    /// <summary>Arguments for programs that start <c>ssh</c> themselves.</summary>
    public string Arguments => $"-F {Shell.Quote(Configuration)} -o ControlMaster=auto -o ControlPersist=600 -o ControlPath={Shell.Quote(ControlPath)}";

    private string Configuration => Path.Combine(_folder.FullName, "config");

    private string ControlPath => Path.Combine(_folder.FullName, "%n");

    /// <summary>Output of <c>ssh -V</c>.</summary>
    public static async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        using var ssh = Process.Start(new ProcessStartInfo("ssh", "-V") { RedirectStandardError = true, UseShellExecute = false })!;
        var version = await ssh.StandardError.ReadToEndAsync(cancellationToken);
        return version.Trim();
    }

    /// <summary>Runs a shell loop that starts one client per command. Each client passes its command to the master.</summary>
    public Task RepeatAsync(string host, int count, string command, CancellationToken cancellationToken) =>
        ShellAsync(
            $"i=0; while [ $i -lt {count} ]; do {Ssh(host)} {Shell.Quote(command)} </dev/null >/dev/null || exit 1; i=$((i + 1)); done",
            cancellationToken
        );

    public Task FeedAsync(string host, string command, string file, CancellationToken cancellationToken) =>
        ShellAsync($"{Ssh(host)} {Shell.Quote(command)} <{Shell.Quote(file)}", cancellationToken);

    /// <summary>Ends the masters, so that the next command opens both hops again.</summary>
    public Task DisconnectAsync(CancellationToken cancellationToken) =>
        ShellAsync(
            $"for host in {Shell.Join(_environment.Hosts.Select(host => host.Name))}; do ssh -F "
                + $"{Shell.Quote(Configuration)} -O exit \"$host\" 2>/dev/null; done; true",
            cancellationToken
        );

    public void Dispose() => _folder.Delete(recursive: true);

    private string Ssh(string host) => $"ssh -F {Shell.Quote(Configuration)} {Shell.Quote(host)}";

    private static async Task ShellAsync(string script, CancellationToken cancellationToken)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]))!;
        try
        {
            await shell.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
            throw;
        }
        if (shell.ExitCode != 0)
            throw new OperationFailedException(ExitCode.ProvisioningFailed, $"OpenSSH's client ended with {shell.ExitCode}", "see its message above");
    }

    private string ConfigurationText()
    {
        var ssh = _environment.Ssh;
        var text = new StringBuilder();
        foreach (var host in _environment.Hosts)
        {
            var isGateway = host.Name == ssh.Gateway;
            var endPoint = isGateway && ssh.GatewayEndpoint is { } published ? published : new IPEndPoint(host.Address, ssh.Port);
            text.Append(
                CultureInfo.InvariantCulture,
                $"Host {host.Name}\n HostName {endPoint.Address}\n Port {endPoint.Port}\n HostKeyAlias "
                    + $"{host.Name}\n{(isGateway ? "" : $" ProxyJump {ssh.Gateway}\n")}"
            );
        }
        return text.Append(
                CultureInfo.InvariantCulture,
                $"""
                Host *
                 User {ssh.User}
                 IdentityFile "{ssh.KeyFile}"
                 IdentitiesOnly yes
                 BatchMode yes
                 StrictHostKeyChecking yes
                 UserKnownHostsFile "{ssh.KnownHostsFile}"
                 GlobalKnownHostsFile none
                 LogLevel ERROR
                 ControlMaster auto
                 ControlPersist 600
                 ControlPath "{ControlPath}"

                """
            )
            .ToString();
    }
}
