namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>The destination of a command's stdout or stderr.</summary>
public sealed class CommandOutput
{
    /// <summary>Default capture limit: 16 MiB.</summary>
    public const int DefaultLimit = 16 << 20;

    private CommandOutput(int limit, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? consumer) => (Limit, Consumer) = (limit, consumer);

    internal int Limit { get; }

    internal Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? Consumer { get; }

    /// <summary>Captures output in the result. Output beyond <paramref name="limit"/> bytes is dropped, and the result says so.</summary>
    public static CommandOutput Capture(int limit = DefaultLimit) => new(limit, null);

    /// <summary>
    /// Writes output to a stream as it arrives and leaves the stream open. A slow stream slows only this command, and memory stays bounded.
    /// </summary>
    public static CommandOutput To(Stream stream) => new(0, stream.WriteAsync);

    /// <summary>
    /// Passes output to a function piece by piece as it arrives, never concurrently. The memory is valid only until the function returns.
    /// </summary>
    public static CommandOutput To(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consumer) => new(0, consumer);

    public static CommandOutput Discard { get; } = new(0, (_, _) => ValueTask.CompletedTask);

    internal OutputSink Open(CommandChannel channel) => Consumer is null ? new CaptureSink(channel, Limit) : new StreamSink(channel, Consumer);
}
