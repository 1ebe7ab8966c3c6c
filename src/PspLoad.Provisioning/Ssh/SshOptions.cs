namespace PspLoad.Provisioning.Ssh;

/// <summary>How patient and how parallel the SSH layer is. The defaults suit a data centre.</summary>
public sealed record SshOptions
{
    public static SshOptions Default { get; } = new();

    /// <summary>One attempt to connect: TCP, key exchange and login together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts before a host counts as unreachable. A refused host key or login is never tried again.</summary>
    public int ConnectAttempts { get; init; } = 4;

    /// <summary>A connection that brought nothing for this long is asked for a sign of life.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Without that sign within this time the connection counts as lost.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>sshd's <c>MaxSessions</c> (default 10). At least 2: one is kept for stopping commands and for the sign of life.</summary>
    public int MaxSessions { get; init; } = 10;

    /// <summary>Time between SIGTERM and SIGKILL for the processes of a cancelled command.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Seed of the jitter between attempts to connect.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>File with the login key's passphrase; when null, the variable <see cref="PassphraseVariable"/> is asked.</summary>
    public string? KeyPassphraseFile { get; init; }

    /// <summary>Environment variable that may hold the login key's passphrase.</summary>
    public const string PassphraseVariable = "PSPLOAD_SSH_KEY_PASSPHRASE";
}
