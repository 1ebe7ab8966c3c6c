namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>
/// Receives a command's stdout or stderr. SSH.NET writes to it on the single thread that reads from the connection, so a write never blocks. The
/// channel's window limits how much output can wait for the consumer.
/// </summary>
internal abstract class OutputSink : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The captured output.</summary>
    public abstract ReadOnlyMemory<byte> Captured { get; }

    public abstract bool Truncated { get; }

    /// <summary>Fails with the consumer's error, if there is one.</summary>
    public abstract Task Failed { get; }

    /// <summary>Signals that no more output will come. The task ends when the consumer has taken all output.</summary>
    public abstract Task CompleteAsync();

    /// <summary>Drops pending and future output because the command is being stopped.</summary>
    public abstract void Discard();

    public sealed override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
