using PspLoad.Provisioning.Ssh.Commands;

namespace PspLoad.Provisioning.Ssh;

/// <summary>How a command runs. Without any of it: as the login user, empty stdin, output captured, no time limit.</summary>
public sealed record RunOptions
{
    public static RunOptions Default { get; } = new();

    public static RunOptions Root { get; } = new() { AsRoot = true };

    public CommandInput Stdin { get; init; } = CommandInput.None;

    public CommandOutput Stdout { get; init; } = CommandOutput.Capture();

    public CommandOutput Stderr { get; init; } = CommandOutput.Capture();

    /// <summary>Counted from the start of the command, without waiting for a session or a connection.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Through sudo where the login user isn't root.</summary>
    public bool AsRoot { get; init; }

    /// <summary>Exported before the command. Not for secrets: process lists and sudo's log show it; secrets belong on stdin.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
