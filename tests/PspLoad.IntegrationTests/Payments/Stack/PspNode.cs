namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>One process of the reference PSP.</summary>
internal sealed class PspNode(string name, IReadOnlyDictionary<string, string> environment, string directory, HttpClient http) : IAsyncDisposable
{
    private ChildProcess? _process;

    public string Log { get; } = Path.Combine(directory, name + ".log");

    public int Port { get; } = FreePort.Next();

    public int InternalPort { get; } = FreePort.Next();

    public TimeSpan CpuTime => _process!.CpuTime;

    public ChildProcess Process => _process!;

    /// <summary>The program under test: PSPLOAD_NODE_PROGRAM (an executable), otherwise the one that was built with the tests.</summary>
    private static string? Executable => System.Environment.GetEnvironmentVariable("PSPLOAD_NODE_PROGRAM");

    public static string Program =>
        Path.GetFullPath(
            Path.Combine(
                AppContext.BaseDirectory,
                "..",
                "..",
                "PspLoad.ReferencePsp",
                new DirectoryInfo(AppContext.BaseDirectory).Name,
                "PspLoad.ReferencePsp.dll"
            )
        );

    public void Start(params ReadOnlySpan<(string Name, string Value)> extra)
    {
        Dictionary<string, string> all = new(environment)
        {
            ["NODE_NAME"] = name,
            ["LISTEN"] = $"127.0.0.1:{Port}",
            ["INTERNAL_LISTEN"] = $"127.0.0.1:{InternalPort}",
        };
        foreach ((var variable, var value) in extra)
            all[variable] = value;
        _process = Executable is { } executable ? ChildProcess.Start(executable, [], all, Log) : ChildProcess.Start("dotnet", [Program], all, Log);
    }

    public async Task StartReadyAsync(CancellationToken cancellationToken)
    {
        Start();
        await WaitReadyAsync(cancellationToken);
    }

    public Task WaitReadyAsync(CancellationToken cancellationToken) =>
        Wait.UntilAsync(
            $"node {name}",
            TimeSpan.FromSeconds(30),
            async () =>
            {
                if (_process!.HasExited)
                    throw new InvalidOperationException($"node {name} ended with {_process.ExitCode}: {await File.ReadAllTextAsync(Log, cancellationToken)}");
                return await IsReadyAsync(cancellationToken);
            },
            cancellationToken
        );

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync($"http://127.0.0.1:{InternalPort}/health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public Task<string> MetricsAsync(CancellationToken cancellationToken) => http.GetStringAsync($"http://127.0.0.1:{InternalPort}/metrics", cancellationToken);

    public Task KillAsync() => _process!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }
}
