using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Http.SocketsHttp;

namespace PspLoad.UnitTests.Load.Http;

public class HttpTransportOptionsTests
{
    private static readonly HttpTarget s_target = new(new Uri("http://127.0.0.1:1"));

    [Fact]
    public void Everything_wrong_is_named_at_once()
    {
        HttpTransportOptions options = new()
        {
            Target = s_target,
            ConnectTimeout = TimeSpan.Zero,
            TlsTimeout = TimeSpan.FromSeconds(-1),
            ReadTimeout = TimeSpan.Zero,
            MaxConnections = 0,
            RequestsPerConnection = -1,
            SweepInterval = TimeSpan.Zero,
            Limits = new HttpLimits { MaxHeaderBytes = 5 },
        };
        Assert.Equal(7, options.Problems().Count());
        var e = Assert.Throws<ArgumentException>(() => new SocketTransport(options));
        Assert.All(options.Problems(), problem => Assert.Contains(problem, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Defaults_are_right() => Assert.Empty(new HttpTransportOptions { Target = s_target }.Problems());

    [Fact]
    public void A_transport_refuses_what_it_cannot_do()
    {
        Assert.Throws<ArgumentException>(() => new SocketTransport(new HttpTransportOptions { Target = s_target, Version = new Version(2, 0) }));
        Assert.Throws<ArgumentException>(() => new SocketsHttpTransport(new HttpTransportOptions { Target = s_target, RequestsPerConnection = 5 }));
    }

    [Theory]
    [InlineData("ftp://psp.test")]
    [InlineData("https://user:secret@psp.test")]
    public void A_target_that_is_no_target_is_refused(string url) => Assert.Throws<ArgumentException>(() => new HttpTarget(new Uri(url)));

    [Fact]
    public void A_target_keeps_name_and_port_whatever_the_address()
    {
        HttpTarget target = new(new Uri("https://pay.psp.test/x")) { ConnectTo = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 32768) };
        Assert.Equal((true, "pay.psp.test", 443, "pay.psp.test"), (target.IsTls, target.Host, target.Port, target.Authority));
        Assert.Equal("https://pay.psp.test at 127.0.0.1:32768", target.ToString());
    }
}
