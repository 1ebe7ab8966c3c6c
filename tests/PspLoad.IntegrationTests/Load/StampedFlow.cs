using System.Buffers.Text;
using System.Diagnostics;
using PspLoad.Core.Load;
using PspLoad.Load.Http;

namespace PspLoad.IntegrationTests.Load;

/// <summary>
/// Requests that record when the server says it answered them. The server's stamp does not depend on the injector's queues and threads, so it is
/// an independent witness of every response time.
/// </summary>
internal sealed class StampedFlow(IHttpTransport transport, HttpTarget target, int maxUsers) : IFlow
{
    private readonly HttpRequest _request = HttpRequest.Get(target, "/");
    private readonly HttpResponse?[] _responses = new HttpResponse?[maxUsers];
    private readonly List<StampedAnswer> _answers = [];

    public string Name => "stamped";

    public IReadOnlyList<string> Steps => [];

    /// <summary>Milliseconds from the intended start to the server's answer, ascending.</summary>
    public double[] Truth
    {
        get
        {
            lock (_answers)
                return [.. _answers.Select(answer => answer.ResponseMs).Order()];
        }
    }

    /// <summary>All answers, in the order of their intended starts.</summary>
    public StampedAnswer[] Answers
    {
        get
        {
            lock (_answers)
                return [.. _answers.OrderBy(answer => answer.IntendedStart)];
        }
    }

    public async ValueTask RunAsync(IIteration iteration)
    {
        var response = _responses[iteration.VirtualUser] ??= new HttpResponse();
        var exchange = await transport.SendAsync(_request, response, iteration.Stopping);
        if (exchange.Error != ErrorKind.None)
        {
            iteration.Fail(exchange.Error, exchange.Detail);
            return;
        }
        if (exchange.Status != 200)
        {
            iteration.Fail(ErrorKinds.OfStatus(exchange.Status), $"status {exchange.Status}");
            return;
        }
        if (iteration.IsWarmUp || !Utf8Parser.TryParse(response.Body, out long stamp, out _))
            return;
        var answered = iteration.Now - TimeSpan.FromTicks((Stopwatch.GetTimestamp() - stamp) / TimeSpan.NanosecondsPerTick);
        lock (_answers)
            _answers.Add(new StampedAnswer(iteration.IntendedStart, stamp, (answered - iteration.IntendedStart).TotalMilliseconds));
    }
}
