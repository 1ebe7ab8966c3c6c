using BenchmarkDotNet.Attributes;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;

namespace PspLoad.Benchmarks.Load;

/// <summary>
/// Cost of parsing one answer on the sockets' thread: a payment's JSON with NGINX's headers, in one read, in two reads, and chunked.
/// </summary>
[MemoryDiagnoser]
public class ParserBenchmarks
{
    private const string Head =
        "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Mon, 23 Nov 2026 22:00:00 GMT\r\nContent-Type: application/json\r\nConnection: keep-alive\r\n";

    private static readonly string s_body = new('x', 227);
    private readonly byte[] _whole = System.Text.Encoding.ASCII.GetBytes($"{Head}Content-Length: 227\r\n\r\n{s_body}");
    private readonly byte[] _chunked = System.Text.Encoding.ASCII.GetBytes($"{Head}Transfer-Encoding: chunked\r\n\r\ne3\r\n{s_body}\r\n0\r\n\r\n");
    private readonly ResponseParser _parser = new(new HttpLimits());
    private readonly HttpResponse _status = new(keepBody: false);
    private readonly HttpResponse _everything = new(keepBody: true, keepHeaders: true);

    [Benchmark(Description = "Content-Length, status only", Baseline = true)]
    public int StatusOnly() => Parse(_status, _whole, _whole.Length);

    [Benchmark(Description = "Content-Length, headers and body kept")]
    public int Everything() => Parse(_everything, _whole, _whole.Length);

    [Benchmark(Description = "Content-Length, in two reads, split in a header")]
    public int Split() => Parse(_status, _whole, 60);

    [Benchmark(Description = "chunked, headers and body kept")]
    public int Chunked() => Parse(_everything, _chunked, _chunked.Length);

    private int Parse(HttpResponse response, byte[] bytes, int firstRead)
    {
        _parser.Start(response, isHead: false);
        var used = _parser.Parse(bytes.AsSpan(0, firstRead));
        if (firstRead < bytes.Length)
            _parser.Parse(bytes.AsSpan(used));
        return _parser.IsComplete ? response.Status : throw new InvalidOperationException(_parser.Violation ?? "the answer is not complete");
    }
}
