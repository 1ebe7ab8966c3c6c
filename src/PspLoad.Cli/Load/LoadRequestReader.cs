using System.CommandLine;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PspLoad.Cli.Options;
using PspLoad.Core.Configuration;
using PspLoad.Core.Files;
using PspLoad.Core.Thresholds;
using PspLoad.Load.Health;
using PspLoad.Load.Http;
using PspLoad.Load.Pacing;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;
using PspLoad.NBomber.Simulations;
using PspLoad.Runs.Engines;
using PspLoad.Runs.PlainLoads;

namespace PspLoad.Cli.Load;

/// <summary>Converts a command line to a <see cref="LoadRequest"/>, or to the list of its errors.</summary>
internal static class LoadRequestReader
{
    private const int DefaultMaxInFlight = 10_000;

    /// <summary>Stands for a target that is wrong, so that what is wrong with the request is told, too.</summary>
    private static readonly HttpTarget s_anyTarget = new(new Uri("http://127.0.0.1"));

    /// <returns>the request, or null with at least one problem</returns>
    public static (LoadRequest? Request, IReadOnlyList<string> Problems) Read(ParseResult parsed)
    {
        var reader = new OptionReader(parsed);
        var target = ReadTarget(reader);
        var model = ReadModel(reader);
        var transport = ReadTransport(reader);
        var body = ReadBody(reader);
        var request = reader.Try("request", () => BuildRequest(reader, target ?? s_anyTarget, body));
        var thresholds = reader.Texts(LoadOptions.Threshold).Select(text => reader.Try("--threshold", () => Checked(text))).ToList();
        foreach (var twice in thresholds.OfType<Threshold>().GroupBy(threshold => threshold.Expression).Where(same => same.Count() > 1))
            reader.Problems.Add($"--threshold {ConfigurationError.Quote(twice.Key)} is given twice; keep one of them");
        if (reader.Text(LoadOptions.Hdr) is { } hdr && RefuseFile(hdr) is { } refusal)
            reader.Problems.Add($"--hdr {ConfigurationError.Quote(hdr)}: {refusal}");
        var warmUp = reader.Duration(LoadOptions.WarmUp, TimeSpan.FromSeconds(2), mayBeZero: true);
        var gracefulStop = reader.Duration(LoadOptions.GracefulStop, TimeSpan.FromSeconds(30), mayBeZero: true);
        var think = reader.Duration(LoadOptions.Think, TimeSpan.Zero, mayBeZero: true);
        var seed = reader.Integer(LoadOptions.Seed, 1, int.MinValue, int.MaxValue);
        var status = reader.Integer(LoadOptions.ExpectStatus, 0, 100, 599);
        var engine = reader.Text(LoadOptions.Engine)!;
        if (engine == EngineChoice.NBomberName && model is not null)
            RefuseForNBomber(reader, model, warmUp);
        if (reader.Problems.Count > 0 || target is null || model is null || request is null)
            return (null, reader.Problems);
        return (
            new LoadRequest
            {
                Url = new Uri(reader.Text(LoadOptions.Url)!),
                Model = model,
                WarmUp = warmUp,
                GracefulStop = gracefulStop,
                Think = think,
                Seed = seed,
                Transport = transport(target) with { MaxConnections = Math.Max(20_000, model.MaxConcurrency) },
                UseHttpClient = reader.Flag(LoadOptions.Http2),
                Engine = engine,
                Request = request,
                ExpectedStatus = status == 0 ? null : status,
                Thresholds = [.. thresholds.OfType<Threshold>()],
                HdrPath = reader.Text(LoadOptions.Hdr),
                OwnedHost = reader.Text(LoadOptions.OwnTarget),
            },
            reader.Problems
        );
    }

    private static void RefuseForNBomber(OptionReader reader, LoadModel model, TimeSpan warmUp)
    {
        reader.Problems.AddRange(SimulationMapping.Refuse(model, warmUp).Select(problem => $"--engine nbomber: {problem}"));
        if (reader.Has(LoadOptions.RequestsPerConnection))
            reader.Problems.Add("--requests-per-connection works only with the embedded engine; omit it with --engine nbomber");
    }

    private static HttpTarget? ReadTarget(OptionReader reader)
    {
        if (reader.Text(LoadOptions.Url) is not { } text)
        {
            reader.Problems.Add("--url is missing; give the URL to send requests to");
            return null;
        }
        var target = reader.Try("--url", () => new HttpTarget(new Uri(text, UriKind.Absolute)));
        if (target is null || reader.Text(LoadOptions.ConnectTo) is not { } connectTo)
            return target;
        if (IPEndPoint.TryParse(connectTo, out var address))
            return target with { ConnectTo = address.Port == 0 ? new IPEndPoint(address.Address, target.Port) : address };
        reader.Problems.Add($"--connect-to {ConfigurationError.Quote(connectTo)} is not an address; write ADDRESS or ADDRESS:PORT, such as 127.0.0.1:8443");
        return null;
    }

    private static LoadModel? ReadModel(OptionReader reader)
    {
        var open = reader.Has(LoadOptions.Rate);
        var stages = ReadStages(reader, open);
        var duration = reader.Duration(LoadOptions.Duration, TimeSpan.FromSeconds(30));
        var option = open ? LoadOptions.Rate : LoadOptions.Connections;
        if (open == reader.Has(LoadOptions.Connections))
            reader.Problems.Add("give either --rate N (open model) or --connections N (closed model)");
        var level = Level(reader, open, option.Name, reader.Has(option) ? reader.Text(option)! : "0");
        if (stages.Count > 0 && reader.Has(LoadOptions.Duration))
            reader.Problems.Add("--stage sets the length of the load; omit --duration");
        if (!open && reader.Has(LoadOptions.MaxInFlight))
            reader.Problems.Add("--max-in-flight works only with --rate; --connections already limits the requests in flight");
        var maxInFlight = reader.Integer(
            LoadOptions.MaxInFlight,
            (int)Math.Min(DefaultMaxInFlight, Math.Max(100, DescriptorLimit.Current - 300)),
            1,
            1_000_000
        );
        if (reader.Problems.Count > 0)
            return null;
        var profile = stages.Count > 0 ? RateProfile.Stages(level, stages) : RateProfile.Constant(level, duration);
        if (open ? profile.Peak <= 0 : profile.Peak < 1)
        {
            reader.Problems.Add($"{option.Name} {level} produces no load");
            return null;
        }
        LoadModel model = (open, stages.Count > 0) switch
        {
            (false, false) => LoadModel.ConstantVus((int)level, duration),
            (false, true) => LoadModel.RampingVus(profile),
            (true, false) => LoadModel.ConstantArrivalRate(level, duration),
            (true, true) => LoadModel.RampingArrivalRate(profile),
        };
        return model is OpenModel arrivals
            ? arrivals with
            {
                MaxInFlight = maxInFlight,
                Spacing = reader.Flag(LoadOptions.Poisson) ? Spacing.Poisson : Spacing.Uniform,
            }
            : model;
    }

    private static List<(double Target, TimeSpan Duration)> ReadStages(OptionReader reader, bool open)
    {
        var stages = new List<(double, TimeSpan)>();
        foreach (var text in reader.Texts(LoadOptions.Stage))
        {
            if (text.Split(':') is [var time, var target] && Durations.TryParse(time, out var duration))
                stages.Add((Level(reader, open, "--stage", target), duration));
            else
                reader.Problems.Add($"--stage {ConfigurationError.Quote(text)} is not TIME:TARGET, such as 10s:500; a stage of 0s jumps");
        }
        return stages;
    }

    private static double Level(OptionReader reader, bool open, string name, string text) => open ? reader.Rate(name, text) : reader.Clients(name, text);

    private static Func<HttpTarget, HttpTransportOptions> ReadTransport(OptionReader reader)
    {
        var tls = new TlsOptions { VerifyServer = !reader.Flag(LoadOptions.Insecure) };
        if (reader.Text(LoadOptions.CaFile) is { } ca && reader.TryFile("--cacert", ca, () => TlsOptions.LoadAuthorities(ca)) is { } authorities)
            tls = tls with { TrustedAuthorities = authorities };
        if (reader.Text(LoadOptions.CertFile) is { } cert)
            tls = tls with { ClientCertificate = ReadCertificate(reader, cert) };
        else if (reader.Has(LoadOptions.KeyFile))
            reader.Problems.Add("--key is the key of a certificate; give the certificate with --cert");
        var connect = reader.Duration(LoadOptions.ConnectTimeout, TimeSpan.FromSeconds(5));
        var read = reader.Duration(LoadOptions.Timeout, TimeSpan.FromSeconds(30));
        var headers = reader.Integer(LoadOptions.MaxHeaderBytes, new HttpLimits().MaxHeaderBytes, 1024, 64 * 1024 * 1024);
        var requests = reader.Integer(LoadOptions.RequestsPerConnection, 0, 1, int.MaxValue);
        return target => new HttpTransportOptions
        {
            Target = target,
            Tls = tls,
            ConnectTimeout = connect,
            TlsTimeout = connect,
            ReadTimeout = read,
            RequestsPerConnection = requests,
            Limits = new HttpLimits { MaxHeaderBytes = headers },
            Version = reader.Flag(LoadOptions.Http2) ? HttpVersion.Version20 : HttpVersion.Version11,
        };
    }

    /// <summary>The key may be in the certificate's file.</summary>
    private static X509Certificate2? ReadCertificate(OptionReader reader, string path)
    {
        if (reader.TryFile("--cert", path, () => TlsOptions.LoadCertificate(path)) is not { } certificate)
            return null;
        return reader.Text(LoadOptions.KeyFile) is { } key
            ? reader.TryFile("--key", key, () => TlsOptions.WithKey(certificate, key))
            : reader.TryFile("--cert", path, () => TlsOptions.WithKey(certificate, path));
    }

    /// <returns>why a result cannot be written there; null if nothing is known against it</returns>
    private static string? RefuseFile(string path) =>
        path.Length == 0 ? "is empty; give the path of a file"
        : Directory.Exists(path) ? "is a folder; give the path of a file"
        : FileKind.IsSpecial(path) ? "is not a regular file"
        : Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder) ? $"folder '{folder}' does not exist"
        : null;

    private static byte[]? ReadBody(OptionReader reader)
    {
        if (reader.Text(LoadOptions.Body) is not { } text)
            return null;
        if (!text.StartsWith('@'))
            return Encoding.UTF8.GetBytes(text);
        var path = text[1..];
        if (File.Exists(path))
            return reader.TryFile("--body", text, () => File.ReadAllBytes(path));
        var problem = Directory.Exists(path) ? "is a folder" : "there is no such file";
        reader.Problems.Add($"--body {ConfigurationError.Quote(text)}: {problem}; give TEXT or @FILE");
        return null;
    }

    private static HttpRequest BuildRequest(OptionReader reader, HttpTarget target, byte[]? body)
    {
        var method = MethodOf(reader) ?? (body is null ? "GET" : "POST");
        var request = new HttpRequest(target) { MayBeResent = method is "GET" or "HEAD" }.Start(method, TypedUrl.PathOf(reader.Text(LoadOptions.Url) ?? ""));
        foreach (var header in reader.Texts(LoadOptions.Header))
        {
            if (header.Split(':', 2) is [{ Length: > 0 } name, var value])
                reader.Try("--header", () => request.Header(name, value.Trim()));
            else
                reader.Problems.Add($"--header {ConfigurationError.Quote(header)} is not 'Name: value'");
        }
        if (body is not null)
            System.Buffers.BuffersExtensions.Write(request.Body, body);
        return request.End();
    }

    /// <returns>null if it is missing or wrong</returns>
    private static string? MethodOf(OptionReader reader)
    {
        if (reader.Text(LoadOptions.Method) is not { } method)
            return null;
        return reader.Try("--method", () => new HttpRequest(new HttpTarget(new Uri("http://127.0.0.1"))).Start(method, "/")) is null ? null : method;
    }

    private static Threshold Checked(string text)
    {
        var threshold = Threshold.Parse(text);
        LoadMetrics.Check(threshold, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["http"] = [] });
        return threshold;
    }
}
