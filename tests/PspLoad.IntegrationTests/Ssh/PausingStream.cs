namespace PspLoad.IntegrationTests.Ssh;

/// <summary>A stream whose first read (for the hash) runs to the end. The second read pauses at a given point until the test continues it.</summary>
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
