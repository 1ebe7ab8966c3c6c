using Microsoft.Extensions.Logging;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Lab;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Secrets;
using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Connections;

namespace PspLoad.Runs.Fleets;

/// <summary>Open access to an environment: the addresses of its lab if it has one, SSH to its hosts, and its secrets.</summary>
public sealed class FleetSession : IAsyncDisposable
{
    /// <summary>Environment variable with the passphrase of the secrets. Without it, the key file beside the secrets is used.</summary>
    public const string PassphraseVariable = "PSPLOAD_SECRETS_PASSPHRASE";

    private readonly SshFleet _fleet;

    private FleetSession(PspEnvironment environment, SshFleet fleet, SecretStore secrets) =>
        (Environment, this._fleet, Secrets) = (environment, fleet, secrets);

    public PspEnvironment Environment { get; }
    public SecretStore Secrets { get; }

    /// <exception cref="OperationFailedException">the lab is not up, or the secrets cannot be opened</exception>
    public static async Task<FleetSession> OpenAsync(
        PspEnvironment environment,
        ILoggerFactory loggers,
        CancellationToken cancellationToken,
        SshOptions? ssh = null
    )
    {
        var attached = environment.Lab is null
            ? environment
            : await new LabFleet(loggers.CreateLogger<LabFleet>(), TimeProvider.System).AttachAsync(environment, cancellationToken);
        var secrets = SecretStore.Open(Path.Combine(environment.StateDirectory, "secrets.sealed"), Key(environment));
        return new FleetSession(attached, new SshFleet(attached, ssh), secrets);
    }

    /// <summary>The environment's journal of changes, for appending.</summary>
    public static AuditJournal OpenJournal(PspEnvironment environment) => AuditJournal.Open(JournalOf(environment), TimeProvider.System, Workstation.Actor);

    /// <summary>Path of the environment's journal of changes.</summary>
    public static string JournalOf(PspEnvironment environment) => Path.Combine(environment.StateDirectory, "provision.ndjson");

    public IHostShell ShellOf(HostDefinition host) => new SshHostShell(_fleet.Host(host.Name), () => new SshFleet(Environment));

    public SshFleet Fleet => _fleet;

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    /// <summary>A lab creates its own key file. Elsewhere the operator must provide the passphrase or the key file.</summary>
    private static SecretKey Key(PspEnvironment environment)
    {
        if (System.Environment.GetEnvironmentVariable(PassphraseVariable) is { Length: > 0 } passphrase)
            return SecretKey.FromPassphrase(passphrase);
        var file = Path.Combine(environment.StateDirectory, "secrets.key");
        if (environment.Lab is null && !File.Exists(file))
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"there is no key for the secrets of environment '{environment.Name}'",
                $"set {PassphraseVariable}, or put 32 random bytes into {file} with mode 0600"
            );
        }
        return SecretKey.FromFile(file);
    }
}
