namespace PspLoad.Load.Http;

/// <summary>Settings of a transport. The three time-outs never overlap: connect ends where TLS begins, TLS where the request begins.</summary>
public sealed record HttpTransportOptions
{
    public required HttpTarget Target { get; init; }

    public TlsOptions Tls { get; init; } = new();

    public HttpLimits Limits { get; init; } = new();

    /// <summary>Time-out of a TCP connect to one address; also the longest wait for a pooled connection when the cap is reached.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time-out of the TLS handshake.</summary>
    public TimeSpan TlsTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time-out from handing the request to the kernel to the last byte of the response, so it also catches a server that drips bytes.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Maximum number of connections; further requests wait in order for a free one.</summary>
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>Closes a connection after this many requests (churn); 0 keeps it open.</summary>
    public int RequestsPerConnection { get; init; }

    /// <summary>How long a DNS answer is used before the next query. Several addresses are used in turn.</summary>
    public TimeSpan DnsLifetime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Interval of the check for time-outs and cancellation: a time-out fires up to this much late, never early.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>HTTP version; 2.0 needs <see cref="SocketsHttp.SocketsHttpTransport"/>.</summary>
    public Version Version { get; init; } = new(1, 1);

    /// <summary>All errors in these options, one line each; empty when they are valid.</summary>
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
            yield return "requests per connection must be 0 (unlimited) or more";
        if (Limits.MaxHeaderBytes < 64)
            yield return "the limit for headers must be at least 64 bytes";
    }

    /// <exception cref="ArgumentException">The options are invalid; the message lists all <see cref="Problems"/>.</exception>
    internal HttpTransportOptions Checked()
    {
        var problems = string.Join("; ", Problems());
#pragma warning disable MA0015 // The options have several values; the message names the wrong ones.
        return problems.Length == 0 ? this : throw new ArgumentException(problems);
#pragma warning restore MA0015
    }
}

/// <summary>Limits on the size of a response. Beyond a limit the request ends as <c>Protocol</c> and its connection is closed.</summary>
public sealed record HttpLimits
{
    /// <summary>
    /// Total length of all status, header and trailer lines of a response and its interim (1xx) responses, in bytes; also the length of one
    /// chunk-size line.
    /// </summary>
    public int MaxHeaderBytes { get; init; } = 256 * 1024;

    /// <summary>Length of a body after dechunking, in bytes, if it is kept. A dropped body has no limit but the read time-out.</summary>
    public long MaxBodyBytes { get; init; } = 16 * 1024 * 1024;
}
