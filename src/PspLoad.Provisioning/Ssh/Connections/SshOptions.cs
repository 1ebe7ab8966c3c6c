namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>Time limits and parallelism of the SSH layer. The defaults suit a data centre.</summary>
public sealed record SshOptions
{
    public static SshOptions Default { get; } = new();

    /// <summary>Time limit of one connection attempt: TCP, key exchange and login together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Number of attempts before a host counts as unreachable. A refused host key or login is never retried.</summary>
    public int ConnectAttempts { get; init; } = 4;

    /// <summary>Idle time after which a connection is probed with a keep-alive.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time limit for the keep-alive answer. After it, the connection counts as lost.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// sshd's <c>MaxSessions</c> (default 10). Must be at least 2: one session is reserved for stopping commands and for keep-alives.
    /// </summary>
    public int MaxSessions { get; init; } = 10;

    /// <summary>Time between SIGTERM and SIGKILL for the processes of a cancelled command.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Seed of the jitter between connection attempts.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>File with the login key's passphrase. If null, the variable <see cref="PassphraseVariable"/> is used.</summary>
    public string? KeyPassphraseFile { get; init; }

    /// <summary>Environment variable that may hold the login key's passphrase.</summary>
    public const string PassphraseVariable = "PSPLOAD_SSH_KEY_PASSPHRASE";
}
