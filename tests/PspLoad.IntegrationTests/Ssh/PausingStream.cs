namespace PspLoad.IntegrationTests.Ssh;

/// <summary>Bytes that are read to their end once (for their hash), and the second time only up to a point until somebody says to go on.</summary>
internal sealed class PausingStream(byte[] bytes, int pauseAt) : MemoryStream(bytes)
{
    private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hashed;

    public Task Paused => _paused.Task;

    public void Resume() => _resumed.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _hashed |= Position == Length;
        if (_hashed && Position >= pauseAt && Position < Length)
        {
            _paused.TrySetResult();
            await _resumed.Task.WaitAsync(cancellationToken);
        }
        return await base.ReadAsync(buffer, cancellationToken);
    }
}
