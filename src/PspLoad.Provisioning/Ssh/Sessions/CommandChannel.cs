using Renci.SshNet;
using Renci.SshNet.Messages.Connection;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>
/// The SSH channel of one command with effective flow control. The host may send at most <see cref="Window"/> bytes
/// that the consumer has not taken yet.
/// </summary>
internal sealed class CommandChannel
{
    /// <summary>Window in bytes for both streams together. OpenSSH grants the same.</summary>
    public const int Window = 2 << 20;

    private const int WindowStep = Window / 4;

    private readonly LiveConnection _connection;
    private readonly object _channel;
    private long _taken;

    public CommandChannel(LiveConnection connection, SshCommand command)
    {
        _connection = connection;
        _channel = SshNetInternals.Channel(command);
        SshNetInternals.SetLocalWindow(_channel, Window);
    }

    public bool IsOpen => SshNetInternals.IsOpen(_channel);

    /// <summary>False as long as the host certainly has not received the command.</summary>
    public bool WasOpened => SshNetInternals.RemoteNumber(_channel) is not null;

    /// <summary>Called for each arrival, on the thread that reads from the connection.</summary>
    public void OnReceived(int bytes)
    {
        // SSH.NET widens the window itself when its own count runs low. This large value prevents that; OnTaken widens the window instead.
        SshNetInternals.SetLocalWindow(_channel, int.MaxValue);
        _connection.CountReceived(bytes);
    }

    /// <summary>Called from any thread when the consumer has taken output. Allows the host to send the same amount again.</summary>
    public void OnTaken(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) < WindowStep)
            return;
        var taken = Interlocked.Exchange(ref _taken, 0);
        if (taken > 0)
            WhileOpen(() => SshNetInternals.SendMessage(_channel, new ChannelWindowAdjustMessage(SshNetInternals.RemoteNumber(_channel)!.Value, (uint)taken)));
    }

    /// <returns>number of bytes sent: 0 while the host's window is full, -1 if the channel is closed</returns>
    public int TrySend(byte[] buffer, int offset, int count)
    {
        var sent = -1;
        WhileOpen(() =>
        {
            sent = (int)Math.Min((uint)count, Math.Min(SshNetInternals.RemoteWindow(_channel), SshNetInternals.RemotePacket(_channel)));
            if (sent > 0)
                SshNetInternals.SendData(_channel, buffer, offset, sent);
        });
        return sent;
    }

    public void SendEof() => WhileOpen(() => SshNetInternals.SendEof(_channel));

    private void WhileOpen(Action send)
    {
        lock (SshNetInternals.ClosingLock(_channel))
        {
            if (IsOpen)
                send();
        }
    }
}
