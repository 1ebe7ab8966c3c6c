using System.Text;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.Connections;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>Determines once per connection whether sudo needs a password. The password is sent only to sudo's stdin.</summary>
internal sealed class RootAccessProbe(SshSettings ssh)
{
    private readonly Lazy<string> _password = new(() => SecretFile.ReadLine(ssh.SudoPasswordFile!, "sudo password"));

    /// <exception cref="OperationFailedException">sudo is missing, does not allow the user, or refuses the password</exception>
    public async Task<RootAccess> OfAsync(LiveConnection connection, CancellationToken cancellationToken)
    {
        if (ssh.User == "root")
            return RootAccess.LoginUser;
        if (connection.RootAccess is { } known)
            return known;
        await connection.RootAccessGate.WaitAsync(cancellationToken);
        try
        {
            if (connection.PasswordRefusal is { } refusal)
                throw Refused(refusal.Problem, refusal.Remedy);
            return connection.RootAccess ??= await ProbeAsync(connection, cancellationToken);
        }
        finally
        {
            connection.RootAccessGate.Release();
        }
    }

    /// <summary>Returns the start of stdin: the password for sudo, then the marker that ends the shell's reading.</summary>
    public byte[] Preface(RootAccess access, string tag) => access == RootAccess.SudoWithPassword ? Encoding.UTF8.GetBytes($"{_password.Value}\n{tag}\n") : [];

    private async Task<RootAccess> ProbeAsync(LiveConnection connection, CancellationToken cancellationToken)
    {
        // Without -k, a password that was entered a minute ago would make sudo appear to need none.
        var plain = await AskAsync(connection, "LC_ALL=C sudo -k -n true", [], cancellationToken);
        if (plain.Succeeded)
            return RootAccess.Sudo;
        if (!plain.Stderr.Contains("password is required", StringComparison.Ordinal))
            throw Refused($"{connection.Host}: sudo does not work for {ssh.User}: {plain.Stderr.Trim()}", $"install sudo and let {ssh.User} use it");
        if (ssh.SudoPasswordFile is null)
        {
            throw Refused(
                $"{connection.Host}: sudo asks {ssh.User} for a password, but none is configured",
                "set ssh.sudoPasswordFile, or allow the user with NOPASSWD"
            );
        }

        var password = Encoding.UTF8.GetBytes(_password.Value + "\n");
        var asked = await AskAsync(connection, "LC_ALL=C sudo -S -k -p '' true", password, cancellationToken);
        if (asked.Succeeded)
            return RootAccess.SudoWithPassword;
        throw connection.PasswordRefusal = Refused(
            $"{connection.Host}: sudo refused the password of {ssh.User}",
            $"put the right password into {ssh.SudoPasswordFile}"
        );
    }

    private static async Task<CommandResult> AskAsync(LiveConnection connection, string line, byte[] stdin, CancellationToken cancellationToken)
    {
        await using var process = await RemoteProcess.StartAsync(connection, "sudo", line, stdin, CommandOptions.Default);
        return await process.WaitAsync(cancellationToken);
    }

    private static OperationFailedException Refused(string problem, string remedy) => new(ExitCode.ProvisioningFailed, problem, remedy);
}
