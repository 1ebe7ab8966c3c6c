using System.Diagnostics;
using PspLoad.Core.Errors;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.Benchmarks.Psp;

/// <summary>
/// Two nodes of the reference PSP, MariaDB with durable commits, an acquirer without latency and a token. All run on this machine, in
/// their own folder.
/// </summary>
internal sealed class SalesStack : IAsyncDisposable
{
    private const string Library = "/usr/lib/softhsm/libsofthsm2.so";
    private const string Password = "database-password-of-the-benchmark";
    private const string Key = "merchant-key-of-the-benchmark";
    private const string Secret = "merchant-secret-of-the-benchmark";
    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-sales-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly List<IAsyncDisposable> _parts = [];

    public MariaDbInstance Database { get; private set; } = null!;

    public AcquirerProcess Acquirer { get; private set; } = null!;

    public IReadOnlyList<PspNode> Nodes { get; private set; } = [];

    public MerchantClient Client { get; }

    private SalesStack() => Client = new MerchantClient(_http, Key, Secret);

    /// <exception cref="OperationFailedException">MariaDB or SoftHSM is not installed</exception>
    public static async Task<SalesStack> StartAsync(CancellationToken cancellationToken)
    {
        if (MariaDbInstance.Missing is { } missing)
            throw new OperationFailedException(ExitCode.InvalidUsage, missing, "install it and run this again");
        if (!File.Exists(Library))
            throw new OperationFailedException(ExitCode.InvalidUsage, $"SoftHSM is not installed ({Library} is missing)", "run apt-get install softhsm2");
        var stack = new SalesStack();
        try
        {
            await stack.RaiseAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another node on the same database or on a relay in front of it. The caller must end it.</summary>
    public PspNode CreateNode(string name, int databasePort) => new(name, Environment(databasePort), _folder, _http);

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts.AsEnumerable().Reverse())
            await part.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RaiseAsync(CancellationToken cancellationToken)
    {
        Database = await MariaDbInstance.StartAsync(Path.Combine(_folder, "db"), 1, cancellationToken);
        _parts.Add(Database);
        await Database.ExecuteAsync(
            $"CREATE DATABASE psp; CREATE USER psp@'127.0.0.1' IDENTIFIED BY '{Password}'; GRANT ALL ON psp.* TO psp@'127.0.0.1'",
            cancellationToken
        );
        Acquirer = await AcquirerProcess.StartAsync(_folder, _http, cancellationToken);
        _parts.Add(Acquirer);
        await WriteFilesAsync(cancellationToken);
        await RunAsync("softhsm2-util", ["--init-token", "--free", "--label", "benchmark", "--pin", "271828", "--so-pin", "314159"], cancellationToken);
        await RunAsync("dotnet", [PspNode.Program, "keys", "create"], cancellationToken);
        Nodes = [CreateNode("node1", Database.Port), CreateNode("node2", Database.Port)];
        _parts.AddRange(Nodes);
        foreach (var node in Nodes)
            node.Start();
        foreach (var node in Nodes)
            await node.WaitReadyAsync(cancellationToken);
    }

    private async Task WriteFilesAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "tokens"));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "softhsm2.conf"),
            $"directories.tokendir = {_folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n",
            cancellationToken
        );
        await File.WriteAllTextAsync(Path.Combine(_folder, "pin"), "271828\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "password"), Password + "\n", cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "merchants.json"),
            $$"""[{"name":"bench","key":"{{Key}}","secret":"{{Secret}}"}]""",
            cancellationToken
        );
    }

    private Dictionary<string, string> Environment(int databasePort) =>
        new()
        {
            ["SOFTHSM2_CONF"] = Path.Combine(_folder, "softhsm2.conf"),
            ["DATABASE_SERVERS"] = $"127.0.0.1:{databasePort}",
            ["DATABASE_PASSWORD_FILE"] = Path.Combine(_folder, "password"),
            ["ACQUIRER_URL"] = $"http://127.0.0.1:{Acquirer.Port}",
            ["PKCS11_LIBRARY"] = Library,
            ["PKCS11_TOKEN"] = "benchmark",
            ["PKCS11_PIN_FILE"] = Path.Combine(_folder, "pin"),
            ["MERCHANTS_FILE"] = Path.Combine(_folder, "merchants.json"),
            ["LOG_LEVEL"] = "warning",
        };

    private async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in Environment(Database.Port))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new OperationFailedException(ExitCode.ProvisioningFailed, $"{program} ended with {process.ExitCode}", string.Concat(said).Trim());
    }
}
