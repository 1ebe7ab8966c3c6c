namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>Keeps the first <paramref name="limit"/> bytes.</summary>
internal sealed class CaptureSink(CommandChannel channel, int limit) : OutputSink
{
    private static readonly Task s_never = new TaskCompletionSource().Task;

    private byte[] _bytes = [];
    private int _length;

    public override ReadOnlyMemory<byte> Captured => _bytes.AsMemory(0, _length);

    public override bool Truncated => _truncated;

    private bool _truncated;

    public override Task Failed => s_never;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        channel.OnReceived(buffer.Length);
        var kept = Math.Min(buffer.Length, limit - _length);
        _truncated |= kept < buffer.Length;
        if (_length + kept > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(limit, Math.Max(_length + kept, Math.Max(256L, _bytes.Length * 2L))));
        buffer[..kept].CopyTo(_bytes.AsSpan(_length));
        _length += kept;
        channel.OnTaken(buffer.Length);
    }

    public override Task CompleteAsync() => Task.CompletedTask;

    public override void Discard() { }
}
