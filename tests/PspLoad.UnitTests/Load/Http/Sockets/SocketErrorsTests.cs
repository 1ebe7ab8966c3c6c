using System.Net;
using System.Net.Sockets;
using PspLoad.Core.Load;
using PspLoad.Load.Http.Sockets;

namespace PspLoad.UnitTests.Load.Http.Sockets;

public sealed class SocketErrorsTests
{
    [Theory]
    [InlineData(SocketError.AddressNotAvailable, "no free local port for a connection to 127.0.0.1:8081", "net.ipv4.ip_local_port_range")]
    [InlineData(SocketError.TooManyOpenSockets, "no free file descriptor for a connection to 127.0.0.1:8081", "ulimit -n")]
    [InlineData(SocketError.NoBufferSpaceAvailable, "the kernel has no memory", "number of connections")]
    public void A_limit_of_the_injector_is_told_with_what_helps(SocketError error, string what, string helps)
    {
        var words = SocketErrors.Describe(error, new IPEndPoint(IPAddress.Loopback, 8081));
        Assert.StartsWith(what, words, StringComparison.Ordinal);
        Assert.Contains(helps, words, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.InjectorLimit, SocketErrors.WhileConnecting(error));
    }

    [Fact]
    public void Another_error_keeps_the_systems_words() =>
        Assert.Equal(
            "127.0.0.1:1: Connection refused (ConnectionRefused)",
            SocketErrors.Describe(SocketError.ConnectionRefused, new IPEndPoint(IPAddress.Loopback, 1))
        );
}
