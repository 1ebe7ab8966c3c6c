using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using Renci.SshNet;
using Renci.SshNet.Messages;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>
/// Access to members of SSH.NET 2026.0.0 that are not public: the output destination (its own buffer grows without limit and needs a blocked
/// thread per reader), the channel window (it announces 2 GiB, so a slow reader costs memory), end of file on an unused stdin, and a tunnel
/// without a listening port. A unit test resolves every member here, so an upgrade that breaks one is detected.
/// </summary>
internal static class SshNetInternals
{
    private const string ChannelType = "Renci.SshNet.Channels.Channel, Renci.SshNet";
    private const string TunnelType = "Renci.SshNet.Channels.ChannelDirectTcpip, Renci.SshNet";

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_OutputStream")]
    public static extern void SetOutput(SshCommand command, Stream stdout);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ExtendedOutputStream")]
    public static extern void SetExtendedOutput(SshCommand command, Stream stderr);

    // UnsafeAccessor cannot return a reference to a field whose type is a non-public class.
    private static readonly FieldInfo s_channelField = typeof(SshCommand).GetField("_channel", BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingFieldException(nameof(SshCommand), "_channel");

    public static object Channel(SshCommand command) => s_channelField.GetValue(command)!;

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsOpen")]
    public static extern bool IsOpen([UnsafeAccessorType(ChannelType)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_LocalWindowSize")]
    public static extern void SetLocalWindow([UnsafeAccessorType(ChannelType)] object channel, uint bytes);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_remoteChannelNumber")]
    public static extern ref uint? RemoteNumber([UnsafeAccessorType(ChannelType)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_RemoteWindowSize")]
    public static extern uint RemoteWindow([UnsafeAccessorType(ChannelType)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_RemotePacketSize")]
    public static extern uint RemotePacket([UnsafeAccessorType(ChannelType)] object channel);

    /// <summary>SSH.NET holds this lock while it closes a channel. Data sent after that would make the server close the whole connection.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_messagingLock")]
    public static extern ref Lock ClosingLock([UnsafeAccessorType(ChannelType)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SendData")]
    public static extern void SendData([UnsafeAccessorType(ChannelType)] object channel, byte[] data, int offset, int size);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SendEof")]
    public static extern void SendEof([UnsafeAccessorType(ChannelType)] object channel);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SendMessage")]
    public static extern void SendMessage([UnsafeAccessorType(ChannelType)] object channel, Message message);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Session")]
    [return: UnsafeAccessorType("Renci.SshNet.ISession, Renci.SshNet")]
    public static extern object Session(BaseClient client);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Renci.SshNet.ISession.CreateChannelDirectTcpip")]
    [return: UnsafeAccessorType("Renci.SshNet.Channels.IChannelDirectTcpip, Renci.SshNet")]
    public static extern object CreateTunnel(Session session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Open")]
    public static extern void OpenTunnel([UnsafeAccessorType(TunnelType)] object tunnel, string host, uint port, IForwardedPort owner, Socket socket);

    /// <summary>Copies from the socket into the tunnel until either of them closes.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Bind")]
    public static extern void PumpTunnel([UnsafeAccessorType(TunnelType)] object tunnel);
}
