using System.Globalization;
using PspLoad.Load.Http;

namespace PspLoad.IntegrationTests.Load;

/// <summary>The stamping server in a separate process.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private StubServer(ChildProcess process, int port)
    {
        _process = process;
        Url = new Uri($"http://127.0.0.1:{port}/");
    }

    public Uri Url { get; }

    public HttpTarget Target => new(Url);

    public static async Task<StubServer> StartAsync(CancellationToken cancellationToken)
    {
        var process = ChildProcess.StartDotnet(BuiltProgram.Path("PspLoad.StubServer", "PspLoad.StubServer.dll"));
        var port = await process.Output.ReadLineAsync(cancellationToken);
        return new StubServer(process, int.Parse(port!, CultureInfo.InvariantCulture));
    }

    /// <param name="kind"><c>Refuses</c>: 503 at once; <c>Delays</c>: each answer comes 400 ms late</param>
    /// <returns>
    /// Time at which the server began the outage: CLOCK_MONOTONIC, as <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>. The outage ends
    /// exactly <paramref name="length"/> later.
    /// </returns>
    public async Task<long> BeginOutageAsync(string kind, TimeSpan length, CancellationToken cancellationToken)
    {
        await _process.Input.WriteLineAsync($"{kind} {length.TotalMilliseconds:0}".AsMemory(), cancellationToken);
        await _process.Input.FlushAsync(cancellationToken);
        return long.Parse((await _process.Output.ReadLineAsync(cancellationToken))!, CultureInfo.InvariantCulture);
    }

    public void Freeze() => _process.Freeze();

    public void Resume() => _process.Resume();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
