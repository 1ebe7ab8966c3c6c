using PspLoad.Provisioning.Ssh.Connections;
using Renci.SshNet;
using Renci.SshNet.Messages.Connection;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>One command's channel with real flow control: the host may send <see cref="Window"/> bytes that nobody took yet, no more.</summary>
internal sealed class CommandChannel
{
    /// <summary>Bytes of both streams together, as much as OpenSSH grants.</summary>
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

    /// <summary>False while it is certain that the host never heard of the command.</summary>
    public bool WasOpened => SshNetInternals.RemoteNumber(_channel) is not null;

    /// <summary>Called on the thread that reads from the connection, with each arrival.</summary>
    public void OnReceived(int bytes)
    {
        // SSH.NET widens the window by itself when its count of it runs low. It never does now: OnTaken widens it.
        SshNetInternals.SetLocalWindow(_channel, int.MaxValue);
        _connection.CountReceived(bytes);
    }

    /// <summary>Somebody took output: the host may send as much again. Any thread.</summary>
    public void OnTaken(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) < WindowStep)
            return;
        var taken = Interlocked.Exchange(ref _taken, 0);
        if (taken > 0)
            WhileOpen(() => SshNetInternals.SendMessage(_channel, new ChannelWindowAdjustMessage(SshNetInternals.RemoteNumber(_channel)!.Value, (uint)taken)));
    }

    /// <returns>how many bytes could be sent: 0 while the host's window is full, -1 when the channel is closed</returns>
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
