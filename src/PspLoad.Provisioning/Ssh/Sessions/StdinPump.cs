using System.Buffers;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>Sends a command's stdin and then end of file, no faster than the host accepts it.</summary>
internal static class StdinPump
{
    private const int PieceBytes = 32 << 10;

    private static readonly TimeSpan s_windowPoll = TimeSpan.FromMilliseconds(1);

    /// <param name="preface">sent first; read by sudo and by the shell around the command</param>
    public static async Task PumpAsync(CommandChannel channel, byte[] preface, CommandInput input, CancellationToken cancellationToken)
    {
        var open = await SendAsync(channel, preface, preface.Length, cancellationToken);
        var buffer = input.Bytes.IsEmpty && input.Stream is null ? [] : ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (var sent = 0; open && sent < input.Bytes.Length; )
            {
                var count = Math.Min(buffer.Length, input.Bytes.Length - sent);
                input.Bytes.Slice(sent, count).CopyTo(buffer);
                open = await SendAsync(channel, buffer, count, cancellationToken);
                sent += count;
            }
            while (open && input.Stream is not null && await input.Stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
                open = await SendAsync(channel, buffer, count, cancellationToken);
            channel.SendEof();
        }
        finally
        {
            if (buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>false if the command has ended and reads no more</returns>
    private static async ValueTask<bool> SendAsync(CommandChannel channel, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (var offset = 0; offset < count; )
        {
            var sent = channel.TrySend(buffer, offset, count - offset);
            if (sent < 0)
                return false;
            if (sent == 0)
                await Task.Delay(s_windowPoll, cancellationToken);
            offset += sent;
        }
        return true;
    }
}
