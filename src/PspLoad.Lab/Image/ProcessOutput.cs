using System.Diagnostics;

namespace PspLoad.Lab.Image;

/// <summary>Standard output of a process. Reading fails at the end when the process failed, so an aborted stream is never taken for a complete one.</summary>
internal sealed class ProcessOutput(Process process) : Stream
{
    private readonly Stream _output = process.StandardOutput.BaseStream;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _output.ReadAsync(buffer, cancellationToken);
        if (read > 0 || buffer.Length == 0)
            return read;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? 0 : throw new IOException($"{process.StartInfo.FileName} ended with exit code {process.ExitCode}");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
