using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PspLoad.Lab.Network;

/// <summary>Ports on 127.0.0.1 that a lab publishes. They are chosen once and requested by number, so they survive a restart of the engine.</summary>
internal static class PublishedPorts
{
    /// <summary>Below the kernel's range for outgoing connections, which could take a port while the lab is stopped.</summary>
    public const int First = 20000;

    public const int Count = 10000;

    /// <param name="seed">the same seed starts the search at the same port</param>
    /// <param name="isFree">false for ports in use or reserved by another lab</param>
    /// <returns>a free port; null when there is none</returns>
    public static int? Choose(uint seed, Func<int, bool> isFree)
    {
        for (var step = 0u; step < Count; step++)
        {
            var port = First + (int)((seed + step) % Count);
            if (isFree(port))
                return port;
        }

        return null;
    }

    public static bool IsFreeOnMachine(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <returns><c>22=20417,443=20418</c>: port of the host = port of the machine</returns>
    public static string ToLabel(IReadOnlyDictionary<int, int> ports) =>
        string.Join(',', ports.OrderBy(port => port.Key).Select(port => string.Create(CultureInfo.InvariantCulture, $"{port.Key}={port.Value}")));

    public static SortedDictionary<int, int> FromLabel(string label)
    {
        var ports = new SortedDictionary<int, int>();
        foreach (var pair in label.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')))
            ports[int.Parse(pair[0], CultureInfo.InvariantCulture)] = int.Parse(pair[1], CultureInfo.InvariantCulture);
        return ports;
    }
}
