using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PspLoad.Core.Load;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Http.SocketsHttp;

namespace PspLoad.IntegrationTests.Load.Http;

/// <summary>
/// A failure of TLS says who wanted what, which names and dates, and which option helps. Neither .NET's flags nor its "inner exception" show.
/// </summary>
public sealed class TlsCausesTests : TransportTest, IDisposable
{
    private readonly Certificates _authority = new();

    public void Dispose() => _authority.Dispose();

    public static TheoryData<int, string> Alerts =>
        new()
        {
            { 40, "no version, cipher suite or key type" },
            { 42, "wants a client certificate: give one with --cert FILE and --key FILE" },
            { 46, "wants a client certificate" },
            { 48, "wants a client certificate" },
            { 70, "the server speaks no TLS 1.2 or 1.3, which this client needs" },
            { 80, "look into its log" },
            { 112, "serves no site named pay.psp.test" },
            { 116, "wants a client certificate" },
            { 120, "does not speak HTTP/1.1" },
            { 22, "TLS alert 22" },
        };

    [Theory]
    [MemberData(nameof(Alerts))]
    public async Task An_alert_of_the_server_is_explained(int alert, string words)
    {
        await using ScriptedServer server = new((connection, _) => AlertAsync(connection, alert));
        Assert.Contains(words, await FailureAsync(server, Trusting()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(45, "says that it has expired")]
    [InlineData(48, "does not trust its issuer")]
    [InlineData(116, "does not accept it")]
    public async Task A_refused_client_certificate_is_named(int alert, string words)
    {
        using var client = _authority.Issue("merchant-1", purpose: "1.3.6.1.5.5.7.3.2");
        await using ScriptedServer server = new((connection, _) => AlertAsync(connection, alert));
        var failure = await FailureAsync(server, Trusting() with { ClientCertificate = client });
        Assert.Contains("refused the client certificate CN=merchant-1 of --cert", failure, StringComparison.Ordinal);
        Assert.Contains(words, failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_server_that_wants_a_client_certificate_is_told(SslProtocols protocols)
    {
        await using var server = Serve(_authority.Issue("pay.psp.test"), protocols: protocols, wantsClient: true);
        await using SocketTransport transport = new(OptionsFor(server, Trusting()));
        for (var i = 0; i < 3; i++)
        {
            var exchange = await transport.SendAsync(Request(), new HttpResponse(), Cancellation);
            Assert.True(exchange.Error is ErrorKind.Tls or ErrorKind.Reset, exchange.Detail);
            Assert.Contains("it wants a client certificate", exchange.Detail, StringComparison.Ordinal);
            Assert.Contains("--cert FILE and --key FILE", exchange.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("220 mail.psp.test ESMTP\r\n")]
    [InlineData("0000000000000000000000000")]
    public async Task Something_else_than_TLS_is_told(string answer)
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.WriteAsync(answer);
                await connection.HangAsync();
            }
        );
        Assert.Contains("not TLS; if it speaks plain HTTP, write http://", await FailureAsync(server, Trusting()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_ends_in_the_handshake_is_told()
    {
        await using ScriptedServer closes = new((connection, _) => connection.Socket.ReceiveAsync(new byte[4096], connection.Stopped).AsTask());
        await using ScriptedServer resets = new(
            async (connection, _) =>
            {
                await connection.Socket.ReceiveAsync(new byte[4096], connection.Stopped);
                connection.Reset();
            }
        );
        Assert.Contains("the server closed the connection", await FailureAsync(closes, Trusting()), StringComparison.Ordinal);
        Assert.Contains("the connection broke: Connection reset by peer", await FailureAsync(resets, Trusting()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_at_a_plain_URL_is_told()
    {
        await using ScriptedServer server = new((connection, _) => AlertAsync(connection, 70));
        await using SocketTransport transport = new(Options(server.Url));
        var exchange = await transport.SendAsync(HttpRequest.Get(new HttpTarget(server.Url), "/"), new HttpResponse(), Cancellation);
        Assert.Equal(ErrorKind.Protocol, exchange.Error);
        Assert.Contains("write https://", exchange.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_name_is_told_with_the_names_of_the_certificate()
    {
        await using var server = Serve(_authority.Issue("other.psp.test"));
        foreach (var failure in await BothAsync(server, Trusting()))
        {
            Assert.Contains("is for other.psp.test, 127.0.0.1, not for pay.psp.test", failure, StringComparison.Ordinal);
            Assert.Contains("--connect-to", failure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Dates_are_told()
    {
        var expired = _authority.Issue("pay.psp.test", expired: true);
        await using var late = Serve(expired);
        await using var early = Serve(_authority.Issue("pay.psp.test", notYet: true));
        foreach (var failure in await BothAsync(late, Trusting()))
        {
            Assert.Contains(
                $"the server's certificate expired on {expired.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC",
                failure,
                StringComparison.Ordinal
            );
        }
        foreach (var failure in await BothAsync(early, Trusting()))
            Assert.Matches("is not valid before [-0-9]+ [:0-9]+ UTC, and this machine's clock says [-0-9]+ [:0-9]+ UTC", failure);
    }

    [Fact]
    public async Task An_unknown_issuer_is_named()
    {
        await using var server = Serve(_authority.Issue("pay.psp.test"));
        using Certificates other = new("another CA");
        foreach (var failure in await BothAsync(server, Trusting(other)))
            Assert.Contains("was issued by CN=test CA, and CN=test CA is no trusted authority; trust it with --cacert", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_told()
    {
        using Certificates own = new("pay.psp.test");
        using Certificates other = new("another CA");
        await using var server = Serve(own.Authority);
        foreach (var failure in await BothAsync(server, Trusting(other)))
            Assert.Contains("(CN=pay.psp.test) is self-signed and not among the trusted ones; trust it with --cacert", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_speaks_only_HTTP_2_is_told()
    {
        var certificate = _authority.Issue("pay.psp.test");
        await using var withAlpn = Serve(certificate, alpn: SslApplicationProtocol.Http2);
        Assert.Contains("if it speaks HTTP/2, add --http2", await FailureAsync(withAlpn, Trusting()), StringComparison.Ordinal);

        // Without ALPN such a server answers with a SETTINGS frame, RFC 9113 §6.5.
        await using var without = Serve(certificate, answer: "\0\0\0\u0004\0\0\0\0\0");
        await using SocketTransport transport = new(OptionsFor(without, Trusting()));
        var exchange = await transport.SendAsync(Request(), new HttpResponse(), Cancellation);
        Assert.Equal(ErrorKind.Protocol, exchange.Error);
        Assert.Contains("add --http2", exchange.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_speaks_only_HTTP_1_is_told()
    {
        var certificate = _authority.Issue("pay.psp.test");
        await using var refuses = Serve(certificate, alpn: SslApplicationProtocol.Http11);
        await using var ignores = Serve(certificate);
        await using var plain = ScriptedServer.Answering();
        foreach (var options in new[] { OptionsFor(refuses, Trusting()), OptionsFor(ignores, Trusting()), Options(plain.Url) })
        {
            await using SocketsHttpTransport transport = new(options with { Version = new Version(2, 0) });
            var request = HttpRequest.Get(options.Target, "/");
            var exchange = await transport.SendAsync(request, new HttpResponse(), Cancellation);
            Assert.NotEqual(ErrorKind.None, exchange.Error);
            Assert.Contains("does not speak HTTP/2", exchange.Detail, StringComparison.Ordinal);
            Assert.Contains("omit --http2", exchange.Detail, StringComparison.Ordinal);
        }
    }

    private static async Task AlertAsync(ScriptedServer.Connection connection, int alert)
    {
        await connection.Socket.ReceiveAsync(new byte[4096], connection.Stopped);
        await connection.WriteAsync($"\u0015\u0003\u0003\0\u0002\u0002{(char)alert}");
        await connection.HangAsync();
    }

    private static async Task<string> FailureAsync(ScriptedServer server, TlsOptions tls)
    {
        await using SocketTransport transport = new(OptionsFor(server, tls));
        return await FailureAsync(transport);
    }

    private static async Task<string[]> BothAsync(ScriptedServer server, TlsOptions tls)
    {
        await using SocketsHttpTransport second = new(OptionsFor(server, tls));
        return [await FailureAsync(server, tls), await FailureAsync(second)];
    }

    private static async Task<string> FailureAsync(IHttpTransport transport)
    {
        var exchange = await transport.SendAsync(Request(), new HttpResponse(), Cancellation);
        Assert.True(exchange is { Error: ErrorKind.Tls, NothingSent: true }, $"{exchange.Error}: {exchange.Detail}");
        Assert.DoesNotContain("inner exception", exchange.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("RemoteCertificate", exchange.Detail, StringComparison.Ordinal);
        return exchange.Detail!;
    }

    private TlsOptions Trusting(Certificates? authority = null) => new() { TrustedAuthorities = [(authority ?? _authority).Authority] };

    private static HttpRequest Request() => HttpRequest.Get(new HttpTarget(new Uri("https://pay.psp.test/")), "/");

    private static HttpTransportOptions OptionsFor(ScriptedServer server, TlsOptions tls) =>
        Options(server.Url) with
        {
            Target = new HttpTarget(new Uri("https://pay.psp.test/")) { ConnectTo = server.Address },
            Tls = tls,
        };

    private static ScriptedServer Serve(
        X509Certificate2 certificate,
        SslProtocols protocols = SslProtocols.None,
        bool wantsClient = false,
        SslApplicationProtocol? alpn = null,
        string answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    ) =>
        new(
            async (connection, _) =>
            {
                await using SslStream tls = new(new NetworkStream(connection.Socket));
                try
                {
                    await tls.AuthenticateAsServerAsync(
                        new SslServerAuthenticationOptions
                        {
                            ServerCertificate = certificate,
                            ClientCertificateRequired = wantsClient,
                            RemoteCertificateValidationCallback = (_, client, _, _) => !wantsClient || client is not null,
                            EnabledSslProtocols = protocols,
                            ApplicationProtocols = alpn is { } protocol ? [protocol] : null,
                        },
                        connection.Stopped
                    );
                    while (await tls.ReadAsync(new byte[4096], connection.Stopped) > 0)
                        await tls.WriteAsync(Encoding.Latin1.GetBytes(answer), connection.Stopped);
                }
                catch (AuthenticationException)
                {
                    // The client's side is under test.
                }
            }
        );
}
