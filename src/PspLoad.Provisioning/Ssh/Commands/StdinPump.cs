using System.Buffers;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>Sends a command's stdin and then end of file, no faster than the host takes it.</summary>
internal static class StdinPump
{
    private const int PieceBytes = 32 << 10;

    private static readonly TimeSpan WindowPoll = TimeSpan.FromMilliseconds(1);

    /// <param name="preface">sent first: what sudo and the shell before the command read</param>
    public static async Task PumpAsync(CommandChannel channel, byte[] preface, CommandInput input, CancellationToken cancellationToken)
    {
        bool open = await SendAsync(channel, preface, preface.Length, cancellationToken);
        byte[] buffer = input.Bytes.IsEmpty && input.Stream is null ? [] : ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (int sent = 0; open && sent < input.Bytes.Length;)
            {
                int count = Math.Min(buffer.Length, input.Bytes.Length - sent);
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

    /// <returns>false when the command is gone and reads no more</returns>
    private static async ValueTask<bool> SendAsync(CommandChannel channel, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (int offset = 0; offset < count;)
        {
            int sent = channel.TrySend(buffer, offset, count - offset);
            if (sent < 0)
                return false;
            if (sent == 0)
                await Task.Delay(WindowPoll, cancellationToken);
            offset += sent;
        }
        return true;
    }
}
