using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using PspLoad.Payments.Notifications;

namespace PspLoad.Benchmarks.Payments;

/// <summary>
/// <c>payments webhooks</c>: the injector's cost of a webhook. The deliveries come from this process, too, over raw sockets, so the figures are an upper
/// limit.
/// </summary>
internal static class WebhookCost
{
    private const int Connections = 16;

    /// <summary>Deliveries over a connection; the listener closes it after 100.</summary>
    private const int AConnection = 90;
    private const string Secret = "webhook-secret-of-the-benchmark";

    public static async Task<string> RunAsync(int deliveries, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pspload-webhook-cost-").FullName;
        var url = new Uri($"http://127.0.0.1:{FreePort()}/hooks");
        try
        {
            await using var receiver = new NotificationReceiver(new NotificationOptions(url, Secret), folder, TimeProvider.System);
            var request = Request(url);
            await SendAllAsync(url, request, deliveries / 10, cancellationToken);
            var (warmUp, allocated, cpu, started) = (
                receiver.Received,
                GC.GetTotalAllocatedBytes(precise: true),
                Environment.CpuUsage.TotalTime,
                Stopwatch.GetTimestamp()
            );
            await SendAllAsync(url, request, deliveries, cancellationToken);
            var (received, seconds) = (receiver.Received - warmUp, Stopwatch.GetElapsedTime(started).TotalSeconds);
            var microseconds = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / received;
            var bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / received;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{received} webhooks in {seconds:0.0} s ({received / seconds:N0}/s) over {Connections} connections: {microseconds:0} µs of CPU "
                    + $"and {bytes} bytes allocated each, with the sender. At 100 webhooks a second: {microseconds / 100:0.00} % of a CPU."
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task SendAllAsync(Uri url, byte[] request, int deliveries, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAsync(url, request, deliveries / Connections, cancellationToken)));

    private static async Task SendAsync(Uri url, byte[] request, int deliveries, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < deliveries; sent += AConnection)
            await ConnectAndSendAsync(url, request, Math.Min(AConnection, deliveries - sent), cancellationToken);
    }

    private static async Task ConnectAndSendAsync(Uri url, byte[] request, int deliveries, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, url.Port, cancellationToken);
        var answer = new byte[1024];
        for (var i = 0; i < deliveries; i++)
        {
            await socket.SendAsync(request, cancellationToken);
            var length = await socket.ReceiveAsync(answer, cancellationToken);
            if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 204"u8))
                throw new InvalidOperationException($"not accepted: {Encoding.ASCII.GetString(answer, 0, length)}");
        }
    }

    private static byte[] Request(Uri url)
    {
        const string Body = """
            {"id":"evt_0190a4247f3c7e42b1c2d3e4f5a60718","type":"payment.captured","createdAt":"2026-01-02T03:04:05.123Z","version":1,"payment":{
            "id":"pay_0190a4247f3c7e42b1c2d3e4f5a60718","status":"captured","amount":1999,"currency":"EUR","orderId":"bcdfghjklm-77","capture":"automatic",
            "amountAuthorized":1999,"amountCaptured":1999,"amountRefunded":0,"card":{"brand":"visa","bin":"424242","last4":"4242"},
            "authorizationCode":"A1B2C3","createdAt":"2026-01-02T03:04:05.100Z","updatedAt":"2026-01-02T03:04:05.123Z"}}
            """;
        const string Id = "evt_0190a4247f3c7e42b1c2d3e4f5a60718",
            Type = "application/json";
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var fields = new[] { seconds, "POST", url.AbsolutePath, Type, Id, Body }.Select(field => $"{Encoding.UTF8.GetByteCount(field)}:{field}\n");
        var mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes("v2\n" + string.Concat(fields))));
        return Encoding.UTF8.GetBytes(
            $"POST {url.AbsolutePath} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: {Type}\r\nPsp-Event-Id: {Id}\r\n"
                + $"Psp-Signature: t={seconds},v2={mac}\r\nContent-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n\r\n{Body}"
        );
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
