using System.Buffers;
using System.Threading.Channels;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>Passes output to a consumer that may be slow. The host can send at most one window of output ahead of the consumer.</summary>
internal sealed class StreamSink : OutputSink
{
    private readonly Channel<ArraySegment<byte>> _pieces = Channel.CreateUnbounded<ArraySegment<byte>>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true }
    );
    private readonly CancellationTokenSource _discarding = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CommandChannel _channel;
    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> _consumer;
    private readonly Task _consuming;

    public StreamSink(CommandChannel channel, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> consumer)
    {
        (_channel, _consumer) = (channel, consumer);
        _consuming = ConsumeAsync();
    }

    public override ReadOnlyMemory<byte> Captured => default;

    public override bool Truncated => false;

    public override Task Failed => _failed.Task;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _channel.OnReceived(buffer.Length);
        var piece = ArrayPool<byte>.Shared.Rent(buffer.Length);
        buffer.CopyTo(piece);
        _pieces.Writer.TryWrite(new(piece, 0, buffer.Length));
    }

    public override Task CompleteAsync()
    {
        _pieces.Writer.TryComplete();
        return _consuming;
    }

    public override void Discard() => _discarding.Cancel();

    private async Task ConsumeAsync()
    {
        await foreach (var piece in _pieces.Reader.ReadAllAsync())
        {
            try
            {
                if (!_discarding.IsCancellationRequested)
                    await _consumer(piece, _discarding.Token);
            }
            catch (Exception e) when (e is not OperationCanceledException || !_discarding.IsCancellationRequested)
            {
                // This error stops the command. Until then the remaining output is dropped.
                _failed.TrySetException(e);
                await _discarding.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                // Discard was called while the consumer was handling a piece.
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(piece.Array!);
                _channel.OnTaken(piece.Count);
            }
        }
    }
}
