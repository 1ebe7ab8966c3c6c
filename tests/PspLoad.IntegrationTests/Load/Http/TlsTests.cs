using System.Collections.Concurrent;
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

public sealed class TlsTests : TransportTest, IDisposable
{
    private readonly Certificates _authority = new();
    private readonly ConcurrentQueue<string> _names = [];
    private readonly ConcurrentQueue<string> _clients = [];

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    [InlineData(SslProtocols.Tls12 | SslProtocols.Tls13)]
    public async Task Requests_follow_each_other_on_one_verified_connection(SslProtocols protocols)
    {
        await using var server = Serve(_authority.Issue("pay.psp.test"));
        await using SocketTransport transport = new(OptionsFor(server, new TlsOptions { TrustedAuthorities = [_authority.Authority], Protocols = protocols }));
        HttpResponse response = new();
        for (var i = 0; i < 50; i++)
        {
            var exchange = await transport.SendAsync(Request(), response, Cancellation);
            Assert.Equal((ErrorKind.None, "ok", i == 0), (exchange.Error, Encoding.ASCII.GetString(response.Body), exchange.OpenedConnection));
            Assert.Equal(i == 0, response.TlsTime > TimeSpan.Zero);
        }

        Assert.Equal("pay.psp.test", Assert.Single(_names));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Large_bodies_cross_TLS_whole()
    {
        var big = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i:x8}"));
        await using var server = Serve(_authority.Issue("pay.psp.test"), body: big);
        await using SocketTransport transport = new(OptionsFor(server, Trusting()));
        HttpResponse response = new();
        var request = new HttpRequest(Target(server)).Start("POST", "/");
        System.Buffers.BuffersExtensions.Write(request.Body, Encoding.ASCII.GetBytes(big));
        request.End();
        for (var i = 0; i < 3; i++)
        {
            var exchange = await transport.SendAsync(request, response, Cancellation);
            Assert.Equal((ErrorKind.None, big.Length), (exchange.Error, response.Body.Length));
            Assert.True(response.Body.SequenceEqual(Encoding.ASCII.GetBytes(big)));
        }
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused() =>
        await RefusedAsync(_authority.Issue("other.psp.test"), Trusting(), "is for other.psp.test, 127.0.0.1, not for pay.psp.test");

    [Fact]
    public async Task An_expired_certificate_is_refused() => await RefusedAsync(_authority.Issue("pay.psp.test", expired: true), Trusting(), "expired on");

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused() =>
        await RefusedAsync(_authority.Issue("pay.psp.test"), new TlsOptions(), "issued by CN=test CA");

    [Fact]
    public async Task A_self_signed_certificate_is_refused() => await RefusedAsync(_authority.Authority, Trusting(new Certificates("another")), "self-signed");

    [Fact]
    public async Task Versions_without_overlap_fail_in_the_handshake() =>
        await RefusedAsync(_authority.Issue("pay.psp.test"), Trusting() with { Protocols = SslProtocols.Tls12 }, "speaks no TLS 1.2", SslProtocols.Tls13);

    [Fact]
    public async Task Verification_is_switched_off_by_name_only()
    {
        await using var server = Serve(_authority.Issue("other.psp.test", expired: true));
        await using SocketTransport transport = new(OptionsFor(server, new TlsOptions { VerifyServer = false }));
        Assert.Equal(ErrorKind.None, (await transport.SendAsync(Request(), new HttpResponse(), Cancellation)).Error);
    }

    [Fact]
    public async Task A_plain_server_where_TLS_was_expected_is_a_TLS_failure()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
                await connection.HangAsync();
            }
        );
        await using SocketTransport transport = new(OptionsFor(server, Trusting()));
        var exchange = await transport.SendAsync(Request(), new HttpResponse(), Cancellation);
        Assert.Equal((ErrorKind.Tls, true), (exchange.Error, exchange.NothingSent));
    }

    [Fact]
    public async Task A_silent_server_meets_the_TLS_timeout()
    {
        await using ScriptedServer server = new((connection, _) => connection.HangAsync());
        await using SocketTransport transport = new(OptionsFor(server, Trusting()) with { TlsTimeout = TimeSpan.FromMilliseconds(200) });
        var exchange = await transport.SendAsync(Request(), new HttpResponse(), Cancellation);
        Assert.Equal((ErrorKind.ConnectTimeout, true), (exchange.Error, exchange.NothingSent));
        Assert.Contains("TLS", exchange.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_certificate_is_shown_when_asked_for_and_missed_when_there_is_none(SslProtocols protocols)
    {
        using var client = _authority.Issue("merchant-1", purpose: "1.3.6.1.5.5.7.3.2");
        await using var server = Serve(_authority.Issue("pay.psp.test"), wantsClient: true, protocols: protocols);
        await using SocketTransport with = new(OptionsFor(server, Trusting() with { ClientCertificate = client }));
        await using SocketTransport without = new(OptionsFor(server, Trusting()));

        Assert.Equal(ErrorKind.None, (await with.SendAsync(Request(), new HttpResponse(), Cancellation)).Error);
        Assert.Equal("CN=merchant-1", Assert.Single(_clients));
        var refused = await without.SendAsync(Request(), new HttpResponse(), Cancellation);

        // With TLS 1.3 the refusal comes after the client's handshake. Whether the client reads the alert or the close first depends on the peer.
        Assert.True(refused.Error is ErrorKind.Tls or ErrorKind.Reset, refused.Detail);
        Assert.Single(_clients);
    }

    [Fact]
    public async Task Cut_in_the_middle_of_the_answer_is_a_reset()
    {
        await using var server = Serve(_authority.Issue("pay.psp.test"), announced: 500);
        await using SocketTransport transport = new(OptionsFor(server, Trusting()));
        var exchange = await transport.SendAsync(Request(), new HttpResponse(), Cancellation);
        Assert.Equal((ErrorKind.Reset, (short)200), (exchange.Error, exchange.Status));
    }

    [Fact]
    public async Task Churn_and_concurrency_over_TLS_lose_nothing()
    {
        await using var server = Serve(_authority.Issue("pay.psp.test"));
        await using SocketTransport transport = new(OptionsFor(server, Trusting()) with { MaxConnections = 8, RequestsPerConnection = 10 });
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 16),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation },
            async (_, _) =>
            {
                HttpResponse response = new();
                for (var i = 0; i < 50; i++)
                {
                    var exchange = await transport.SendAsync(Request(), response, Cancellation);
                    Assert.True(exchange.Error == ErrorKind.None && response.Body.SequenceEqual("ok"u8), exchange.Detail);
                }
            }
        );
        Assert.InRange(server.Connections, 80, 87);
    }

    [Fact]
    public async Task The_second_transport_verifies_as_the_first_does()
    {
        await using var good = Serve(_authority.Issue("pay.psp.test"));
        await using var bad = Serve(_authority.Issue("other.psp.test"));
        await using SocketsHttpTransport trusted = new(OptionsFor(good, Trusting()));
        await using SocketsHttpTransport mistrusted = new(OptionsFor(bad, Trusting()));
        Assert.Equal(ErrorKind.None, (await trusted.SendAsync(Request(), new HttpResponse(), Cancellation)).Error);
        Assert.Equal(ErrorKind.Tls, (await mistrusted.SendAsync(Request(), new HttpResponse(), Cancellation)).Error);
    }

    private async Task RefusedAsync(X509Certificate2 certificate, TlsOptions tls, string reason, SslProtocols protocols = SslProtocols.None)
    {
        await using var server = Serve(certificate, protocols: protocols);
        await using SocketTransport transport = new(OptionsFor(server, tls));
        var exchange = await transport.SendAsync(Request(), new HttpResponse(), Cancellation);
        Assert.Equal((ErrorKind.Tls, true), (exchange.Error, exchange.NothingSent));
        Assert.Contains(reason, exchange.Detail, StringComparison.Ordinal);
        Assert.Equal(0, server.Requests);
    }

    private TlsOptions Trusting(Certificates? authority = null) => new() { TrustedAuthorities = [(authority ?? _authority).Authority] };

    private static HttpRequest Request() => HttpRequest.Get(new HttpTarget(new Uri("https://pay.psp.test/")), "/");

    private static HttpTarget Target(ScriptedServer server) => new(new Uri("https://pay.psp.test/")) { ConnectTo = server.Address };

    private static HttpTransportOptions OptionsFor(ScriptedServer server, TlsOptions tls) => Options(server.Url) with { Target = Target(server), Tls = tls };

    private ScriptedServer Serve(
        X509Certificate2 certificate,
        bool wantsClient = false,
        SslProtocols protocols = SslProtocols.None,
        string body = "ok",
        int? announced = null
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
                            ServerCertificateSelectionCallback = (_, name) =>
                            {
                                _names.Enqueue(name ?? "");
                                return certificate;
                            },
                            ClientCertificateRequired = wantsClient,
                            RemoteCertificateValidationCallback = (_, client, _, _) => !wantsClient || client is not null,
                            EnabledSslProtocols = protocols,
                        },
                        connection.Stopped
                    );
                }
                catch (AuthenticationException)
                {
                    return;
                }

                if (wantsClient)
                    _clients.Enqueue(tls.RemoteCertificate!.Subject);
                var buffer = new byte[100_000];
                var answer = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {announced ?? body.Length}\r\n\r\n{body}");
                var expected = 0;
                while (await tls.ReadAsync(buffer, connection.Stopped) is > 0 and var count)
                {
                    if (expected == 0)
                    {
                        expected =
                            Encoding.ASCII.GetString(buffer, 0, count) is var head && head.StartsWith("POST", StringComparison.Ordinal)
                                ? RequestLength(head)
                                : count;
                    }

                    if ((expected -= count) > 0)
                        continue;
                    await tls.WriteAsync(answer, connection.Stopped);
                    if (announced is not null)
                        return;
                }
            }
        );

    private static int RequestLength(string head)
    {
        var end = head.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var at = head.IndexOf("Content-Length: ", StringComparison.Ordinal) + 16;
        return end + int.Parse(head[at..head.IndexOf('\r', at)], System.Globalization.CultureInfo.InvariantCulture);
    }
}
