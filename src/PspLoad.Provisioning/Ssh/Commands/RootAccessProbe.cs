using System.Text;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.Connections;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>Finds out, once per connection, how sudo wants to be asked; its password goes to sudo's stdin and nowhere else.</summary>
internal sealed class RootAccessProbe(SshSettings ssh)
{
    private readonly Lazy<string> _password = new(() => SecretFile.ReadLine(ssh.SudoPasswordFile!, "sudo password"));

    /// <exception cref="OperationFailedException">there is no sudo, it does not let the user in, or it refuses the password</exception>
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

    /// <summary>What stdin must begin with: the password for sudo, and the marker up to which the shell under it reads.</summary>
    public byte[] Preface(RootAccess access, string tag) => access == RootAccess.SudoWithPassword ? Encoding.UTF8.GetBytes($"{_password.Value}\n{tag}\n") : [];

    private async Task<RootAccess> ProbeAsync(LiveConnection connection, CancellationToken cancellationToken)
    {
        // -k: a password that somebody typed a minute ago must not count as none being needed.
        var plain = await AskAsync(connection, "LC_ALL=C sudo -k -n true", [], cancellationToken);
        if (plain.Succeeded)
            return RootAccess.Sudo;
        if (!plain.Stderr.Contains("password is required", StringComparison.Ordinal))
            throw Refused($"{connection.Host}: sudo does not work for {ssh.User}: {plain.Stderr.Trim()}", $"install sudo and let {ssh.User} use it");
        if (ssh.SudoPasswordFile is null)
        {
            throw Refused(
                $"{connection.Host}: sudo asks {ssh.User} for a password and none is given",
                "set ssh.sudoPasswordFile, or let the user in with NOPASSWD"
            );
        }

        var password = Encoding.UTF8.GetBytes(_password.Value + "\n");
        var asked = await AskAsync(connection, "LC_ALL=C sudo -S -k -p '' true", password, cancellationToken);
        if (asked.Succeeded)
            return RootAccess.SudoWithPassword;
        throw connection.PasswordRefusal = Refused(
            $"{connection.Host}: sudo password refused on {connection.Host} for {ssh.User}",
            $"put the right one into {ssh.SudoPasswordFile}"
        );
    }

    private static async Task<CommandResult> AskAsync(LiveConnection connection, string line, byte[] stdin, CancellationToken cancellationToken)
    {
        await using var process = await RemoteProcess.StartAsync(connection, "sudo", line, stdin, RunOptions.Default);
        return await process.WaitAsync(cancellationToken);
    }

    private static OperationFailedException Refused(string problem, string remedy) => new(ExitCode.ProvisioningFailed, problem, remedy);
}
