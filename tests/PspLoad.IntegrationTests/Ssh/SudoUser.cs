using PspLoad.Core.Environments;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Commands;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.IntegrationTests.Ssh;

/// <summary>A user for one test on the lab's console and app1. It logs in with the operator's key and has its own sudo rules.</summary>
internal sealed class SudoUser : IAsyncDisposable
{
    public const string Password = "correct horse, 'battery' $taple";

    private static readonly string[] s_hostNames = ["console", "app1"];

    private readonly PspEnvironment _environment;
    private readonly SshFleet _operator;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pspload-sudo-");
    private readonly string _name = $"u{CommandRunner.NewTag()[..8]}";

    private SudoUser(PspEnvironment environment) => (_environment, _operator) = (environment, new SshFleet(environment));

    /// <param name="rule">what follows the user's name in sudoers(5)</param>
    public static async Task<SudoUser> CreateAsync(PspEnvironment environment, string rule)
    {
        var user = new SudoUser(environment);
        foreach (var host in s_hostNames)
        {
            var made = await user
                ._operator.Host(host)
                .RunAsync(
                    $"""
                    useradd -m -s /bin/sh {user._name} && chpasswd && echo '{user._name} {rule}' >/etc/sudoers.d/{user._name} || exit
                    install -d -m 700 -o {user._name} ~{user._name}/.ssh
                    cat ~{environment.Ssh.User}/.ssh/authorized_keys /etc/ssh/authorized_keys/{environment.Ssh.User} 2>/dev/null >~{user._name}/.ssh/authorized_keys
                    [ ! -d /etc/ssh/authorized_keys ] || cp ~{user._name}/.ssh/authorized_keys /etc/ssh/authorized_keys/{user._name}
                    """,
                    CommandOptions.Root with
                    {
                        Stdin = CommandInput.From($"{user._name}:{Password}\n"),
                    }
                );
            made.EnsureSuccess();
        }
        return user;
    }

    /// <param name="password">null for no password</param>
    public SshFleet Fleet(string? password)
    {
        string? file = null;
        if (password is not null)
        {
            file = Path.Combine(_folder.FullName, CommandRunner.NewTag());
            File.WriteAllText(file, password + "\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }
        return new SshFleet(_environment with { Ssh = _environment.Ssh with { User = _name, SudoPasswordFile = file } });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in s_hostNames)
        {
            await _operator
                .Host(host)
                .RunAsync($"pkill -KILL -u {_name}; userdel -r {_name}; rm -f /etc/sudoers.d/{_name} /etc/ssh/authorized_keys/{_name}", CommandOptions.Root);
        }

        await _operator.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
