namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>Where a command's stdout or stderr goes.</summary>
public sealed class CommandOutput
{
    /// <summary>Bytes that are kept when nothing else is said: 16 MiB.</summary>
    public const int DefaultLimit = 16 << 20;

    private CommandOutput(int limit, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? consumer) => (Limit, Consumer) = (limit, consumer);

    internal int Limit { get; }

    internal Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? Consumer { get; }

    /// <summary>Into the result. What is beyond <paramref name="limit"/> bytes is dropped, and the result says so.</summary>
    public static CommandOutput Capture(int limit = DefaultLimit) => new(limit, null);

    /// <summary>To a stream, as it arrives; the stream stays open. A slow one slows this command only, and memory stays bounded.</summary>
    public static CommandOutput To(Stream stream) => new(0, stream.WriteAsync);

    /// <summary>To a function, piece by piece as it arrives, never two at once; the memory is valid only until it returns.</summary>
    public static CommandOutput To(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consumer) => new(0, consumer);

    public static CommandOutput Discard { get; } = new(0, (_, _) => ValueTask.CompletedTask);

    internal OutputSink Open(CommandChannel channel) => Consumer is null ? new CaptureSink(channel, Limit) : new StreamSink(channel, Consumer);
}
