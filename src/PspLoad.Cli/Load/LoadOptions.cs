using System.CommandLine;
using PspLoad.Cli.Options;

namespace PspLoad.Cli.Load;

/// <summary>The options of <c>load</c>. Options that k6 or vegeta have, too, keep their names.</summary>
internal static class LoadOptions
{
    public static readonly Option<string> Url = new("--url", "-u") { Description = "absolute http or https URL to send requests to", HelpName = "URL" };
    public static readonly Option<string> Rate = new("--rate", "-r")
    {
        Description = "open model: arrivals per second, independent of the server",
        HelpName = "N",
    };
    public static readonly Option<string> Connections = new("--connections", "-c")
    {
        Description = "closed model: number of clients; each waits for its answer",
        HelpName = "N",
    };
    public static readonly Option<string> Duration = new("--duration", "-d") { Description = "length of the measured phase (30s, 5m)", HelpName = "TIME" };
    public static readonly Option<string[]> Stage = new("--stage")
    {
        Description = "instead of --duration: ramp to TARGET (rate or clients) within TIME; may be repeated",
        HelpName = "TIME:TARGET",
    };
    public static readonly Option<string> WarmUp = new("--warmup")
    {
        Description = "length of the load before the measured phase, reported separately (default 2s)",
        HelpName = "TIME",
    };
    public static readonly Option<bool> Poisson = new("--poisson") { Description = "Poisson arrivals instead of evenly spaced ones" };
    public static readonly Option<string> Seed = new("--seed") { Description = "seed of all random numbers (default 1)", HelpName = "N" };
    public static readonly Option<string> MaxInFlight = new("--max-in-flight")
    {
        Description = "open model: drop and count arrivals beyond this many in flight (default 10000)",
        HelpName = "N",
    };
    public static readonly Option<string> GracefulStop = new("--graceful-stop")
    {
        Description = "how long requests in flight may continue at the end (default 30s)",
        HelpName = "TIME",
    };
    public static readonly Option<string> Think = new("--think") { Description = "pause of a client after each answer", HelpName = "TIME" };
    public static readonly Option<string> Method = new("--method", "-X")
    {
        Description = "HTTP method (default GET, or POST with a body)",
        HelpName = "METHOD",
    };
    public static readonly Option<string[]> Header = new("--header", "-H")
    {
        Description = "request header 'Name: value'; may be repeated",
        HelpName = "HEADER",
    };
    public static readonly Option<string> Body = new("--body") { Description = "request body, or @FILE", HelpName = "TEXT" };
    public static readonly Option<string> ExpectStatus = new("--expect-status")
    {
        Description = "the only status that passes (default: any below 400)",
        HelpName = "CODE",
    };
    public static readonly Option<string> Timeout = new("--timeout")
    {
        Description = "time limit from the sent request to the end of the answer (default 30s)",
        HelpName = "TIME",
    };
    public static readonly Option<string> ConnectTimeout = new("--connect-timeout")
    {
        Description = "time limit of the TCP connect and of the TLS handshake, each (default 5s)",
        HelpName = "TIME",
    };
    public static readonly Option<string> ConnectTo = new("--connect-to")
    {
        Description = "connect here instead of the URL's host; Host header, SNI and certificate check keep the URL's name",
        HelpName = "ADDRESS[:PORT]",
    };
    public static readonly Option<string> RequestsPerConnection = new("--requests-per-connection")
    {
        Description = "close a connection after this many requests",
        HelpName = "N",
    };
    public static readonly Option<string> MaxHeaderBytes = new("--max-header-bytes")
    {
        Description = "most bytes that the headers of an answer may have (default 262144); bodies have no limit",
        HelpName = "N",
    };
    public static readonly Option<bool> Http2 = new("--http2") { Description = "use HTTP/2, through .NET's own client" };
    public static readonly Option<string> CaFile = new("--cacert")
    {
        Description = "PEM file of the certificate authorities to trust instead of the system's",
        HelpName = "FILE",
    };
    public static readonly Option<string> CertFile = new("--cert") { Description = "PEM file of the client certificate, for mutual TLS", HelpName = "FILE" };
    public static readonly Option<string> KeyFile = new("--key") { Description = "PEM file of the client certificate's private key", HelpName = "FILE" };
    public static readonly Option<bool> Insecure = new("--insecure", "-k") { Description = "don't verify the server's certificate" };
    public static readonly Option<string[]> Threshold = new("--threshold", "-t")
    {
        Description = "exit code 1 if not met: 'p99 < 250ms', 'errors < 0.1%', 'achieved >= 98%'; may be repeated",
        HelpName = "CONDITION",
    };
    public static readonly Option<bool> Json = new("--json") { Description = "print the result as JSON, in the format of run.json" };
    public static readonly Option<string> Hdr = new("--hdr")
    {
        Description = "write an HDR histogram log: one line per second, flow, outcome and kind of time",
        HelpName = "FILE",
    };
    public static readonly Option<string> Engine = EngineOption.Create();
    public static readonly Option<string> OwnTarget = new("--i-own-this-target")
    {
        Description = "allow a target on another machine: repeat its host name",
        HelpName = "HOST",
    };

    public static readonly Option[] All =
    [
        Url,
        Rate,
        Connections,
        Duration,
        Stage,
        WarmUp,
        Poisson,
        Seed,
        MaxInFlight,
        GracefulStop,
        Think,
        Method,
        Header,
        Body,
        ExpectStatus,
        Timeout,
        ConnectTimeout,
        ConnectTo,
        RequestsPerConnection,
        MaxHeaderBytes,
        Http2,
        CaFile,
        CertFile,
        KeyFile,
        Insecure,
        Threshold,
        Json,
        Hdr,
        Engine,
        OwnTarget,
    ];
}
