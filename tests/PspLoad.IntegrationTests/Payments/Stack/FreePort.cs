using System.Net;
using System.Net.Sockets;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>
/// Returns free ports of 127.0.0.1, each one once. They are below the kernel's ephemeral range (32768 by default). Otherwise an outgoing connection
/// could take the port while its server is killed and started again.
/// </summary>
internal static class FreePort
{
    private const int First = 12_000;
    private const int Ports = 18_000;

    /// <summary>Test programs that run at the same time begin at different ports.</summary>
    private static int s_next = Environment.ProcessId * 37;

    public static int Next()
    {
        for (var tries = 0; tries < Ports; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_next) % Ports);
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"no port of {First}–{First + Ports - 1} is free");
    }

    private static bool IsFree(int port)
    {
        using TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
