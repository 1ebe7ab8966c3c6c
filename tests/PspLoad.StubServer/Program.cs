using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PspLoad.StubServer;

// A separate process, so that a test can stop it with SIGSTOP. It exits when its parent closes its standard input.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
listener.Listen(8192);
var server = new StampingServer();
_ = server.AcceptAsync(listener);
#pragma warning disable RS0030 // The parent reads the port and the start of each outage from standard output.
Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
while (Console.In.ReadLine() is { } line)
{
    // Each line is KIND MILLISECONDS.
    var words = line.Split(' ');
    var length = long.Parse(words[1], CultureInfo.InvariantCulture) * Stopwatch.Frequency / 1000;
    Console.WriteLine(server.BeginOutage(Enum.Parse<OutageKind>(words[0]), length));
}
#pragma warning restore RS0030
