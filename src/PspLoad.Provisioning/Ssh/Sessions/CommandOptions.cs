namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>Options for running a command. By default it runs as the login user with empty stdin, captured output and no time limit.</summary>
public sealed record CommandOptions
{
    public static CommandOptions Default { get; } = new();

    public static CommandOptions Root { get; } = new() { AsRoot = true };

    public CommandInput Stdin { get; init; } = CommandInput.None;

    public CommandOutput Stdout { get; init; } = CommandOutput.Capture();

    public CommandOutput Stderr { get; init; } = CommandOutput.Capture();

    /// <summary>Time limit. It starts with the command and does not include waiting for a session or a connection.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Runs the command as root, through sudo if the login user isn't root.</summary>
    public bool AsRoot { get; init; }

    /// <summary>Variables exported before the command. Not for secrets: process lists and sudo's log show them. Send secrets on stdin.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
