namespace PspLoad.Load.Http;

/// <summary>How requests are carried. The three time-outs never overlap: connect ends where TLS begins, TLS where the request begins.</summary>
public sealed record HttpTransportOptions
{
    public required HttpTarget Target { get; init; }

    public TlsOptions Tls { get; init; } = new();

    public HttpLimits Limits { get; init; } = new();

    /// <summary>TCP connect of one address; also the longest wait for a pooled connection when the cap is reached.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>TLS handshake.</summary>
    public TimeSpan TlsTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From handing the request to the kernel to the last byte of the answer: a server that drips bytes does not escape it.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections at once; requests beyond wait in order for a free one.</summary>
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>Close a connection after this many requests (churn); 0 = keep it.</summary>
    public int RequestsPerConnection { get; init; }

    /// <summary>How long an answer from DNS is used before asking again (a name with several addresses is used in turn).</summary>
    public TimeSpan DnsLifetime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often time-outs and cancellation are looked at: a time-out comes up to this much late, never early.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>HTTP version; 2.0 needs <see cref="SocketsHttp.SocketsHttpTransport"/>.</summary>
    public Version Version { get; init; } = new(1, 1);

    /// <summary>Everything that is wrong with these options, one line each; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (ConnectTimeout <= TimeSpan.Zero)
            yield return "the connect time-out must be longer than 0";
        if (TlsTimeout <= TimeSpan.Zero)
            yield return "the TLS time-out must be longer than 0";
        if (ReadTimeout <= TimeSpan.Zero)
            yield return "the read time-out must be longer than 0";
        if (SweepInterval <= TimeSpan.Zero)
            yield return "the sweep interval must be longer than 0";
        if (MaxConnections < 1)
            yield return "the cap on connections must be at least 1";
        if (RequestsPerConnection < 0)
            yield return "requests per connection must be 0 (keep it) or more";
        if (Limits.MaxLineBytes < 64)
            yield return "the limit for a line must be at least 64 bytes";
        if (Limits.MaxHeaderBytes < Limits.MaxLineBytes)
            yield return "the limit for all headers must not be below the limit for a line";
    }

    /// <exception cref="ArgumentException">names all <see cref="Problems"/></exception>
    internal HttpTransportOptions Checked()
    {
        var problems = string.Join("; ", Problems());
#pragma warning disable MA0015 // The options have several values; the message names the wrong ones.
        return problems.Length == 0 ? this : throw new ArgumentException(problems);
#pragma warning restore MA0015
    }
}

/// <summary>What an answer may cost the injector. Beyond a limit the request ends as <c>Protocol</c> and its connection is closed.</summary>
public sealed record HttpLimits
{
    /// <summary>One status, header, chunk-size or trailer line, bytes.</summary>
    public int MaxLineBytes { get; init; } = 16 * 1024;

    /// <summary>All status, header and trailer lines of an answer with its interim (1xx) answers, bytes.</summary>
    public int MaxHeaderBytes { get; init; } = 64 * 1024;

    /// <summary>Header and trailer lines of an answer with its interim answers.</summary>
    public int MaxHeaderCount { get; init; } = 128;

    /// <summary>Body after dechunking, kept or discarded, bytes.</summary>
    public long MaxBodyBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>One chunk, bytes.</summary>
    public long MaxChunkBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Interim (1xx) answers before the final one.</summary>
    public int MaxInterimResponses { get; init; } = 16;
}
