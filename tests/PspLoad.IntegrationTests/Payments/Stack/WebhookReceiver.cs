using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>A merchant's endpoint for webhooks.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Task _serving;

    public WebhookReceiver()
    {
        Url = $"http://127.0.0.1:{FreePort.Next()}/hooks";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Event id, signature and body of every delivery.</summary>
    public ConcurrentQueue<(string EventId, string Signature, string Body)> Deliveries { get; } = new();

    /// <summary>Decides the status from the event id and the number of the delivery.</summary>
    public Func<string, int, int> Respond { get; set; } = static (_, _) => 204;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using StreamReader reader = new(context.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var id = context.Request.Headers["Psp-Event-Id"] ?? "";
            var number = _numbers[id] = _numbers.GetValueOrDefault(id) + 1;
            Deliveries.Enqueue((id, context.Request.Headers["Psp-Signature"] ?? "", body));
            context.Response.StatusCode = Respond(id, number);
            context.Response.Close();
        }
    }
}
