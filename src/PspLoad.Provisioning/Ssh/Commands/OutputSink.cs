namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>
/// The end of a command's stdout or stderr. SSH.NET writes into it on the one thread that reads from the connection, so writing never
/// waits; the channel's window bounds how much can come before somebody took it.
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

    /// <summary>What was captured.</summary>
    public abstract ReadOnlyMemory<byte> Captured { get; }

    public abstract bool Truncated { get; }

    /// <summary>Ends with the error of whoever takes the output, if there is one.</summary>
    public abstract Task Failed { get; }

    /// <summary>No more will come. Ends when all of it was taken.</summary>
    public abstract Task CompleteAsync();

    /// <summary>Drops what there is and what comes: the command is being stopped.</summary>
    public abstract void Discard();

    public sealed override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
