using System.Text;
using PspLoad.Core.Load;
using PspLoad.Load.Http;

namespace PspLoad.UnitTests.Payments.Flows;

/// <summary>Gives every request the same answer; status 0 means no answer.</summary>
internal sealed class UnsignedTransport(int status, string body) : IHttpTransport
{
    public ConnectionCounts Connections => default;

    public ValueTask<HttpExchange> SendAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Clear();
        response.AppendBody(Encoding.UTF8.GetBytes(body));
        return ValueTask.FromResult(status == 0 ? new HttpExchange { Error = ErrorKind.ReadTimeout } : new HttpExchange { Status = (short)status });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
