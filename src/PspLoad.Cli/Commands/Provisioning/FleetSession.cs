using PspLoad.Cli.Terminal;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Lab;
using PspLoad.Provisioning.Secrets;
using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Connections;

namespace PspLoad.Cli.Commands.Provisioning;

/// <summary>An environment within reach: its lab attached where it has one, SSH to its hosts, its secrets open.</summary>
internal sealed class FleetSession : IAsyncDisposable
{
    /// <summary>Environment variable with the passphrase of the secrets; without it the key file beside them is used.</summary>
    public const string PassphraseVariable = "PSPLOAD_SECRETS_PASSPHRASE";

    private readonly SshFleet _fleet;

    private FleetSession(PspEnvironment environment, SshFleet fleet, SecretStore secrets) =>
        (Environment, this._fleet, Secrets) = (environment, fleet, secrets);

    public PspEnvironment Environment { get; }
    public SecretStore Secrets { get; }

    /// <summary>Who runs this, for the lock and the journal.</summary>
    public static string Actor => $"{System.Environment.UserName}@{System.Environment.MachineName}";

    /// <exception cref="OperationFailedException">the lab is not up, or the secrets cannot be opened</exception>
    public static async Task<FleetSession> OpenAsync(PspEnvironment environment, CancellationToken cancellationToken, SshOptions? ssh = null)
    {
        var attached = environment.Lab is null
            ? environment
            : await new LabFleet(new Narrator<LabFleet>(), TimeProvider.System).AttachAsync(environment, cancellationToken);
        var secrets = SecretStore.Open(Path.Combine(environment.StateDirectory, "secrets.sealed"), Key(environment));
        return new FleetSession(attached, new SshFleet(attached, ssh), secrets);
    }

    public IHostShell ShellOf(HostDefinition host) => new SshHostShell(_fleet.Host(host.Name), () => new SshFleet(Environment));

    public SshFleet Fleet => _fleet;

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    /// <summary>A lab makes its own key file. Elsewhere somebody must have decided where the key is kept.</summary>
    private static SecretKey Key(PspEnvironment environment)
    {
        if (System.Environment.GetEnvironmentVariable(PassphraseVariable) is { Length: > 0 } passphrase)
            return SecretKey.FromPassphrase(passphrase);
        var file = Path.Combine(environment.StateDirectory, "secrets.key");
        if (environment.Lab is null && !File.Exists(file))
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"nothing opens the secrets of environment '{environment.Name}'",
                $"set {PassphraseVariable}, or put 32 random bytes into {file} with mode 0600"
            );
        }
        return SecretKey.FromFile(file);
    }
}
