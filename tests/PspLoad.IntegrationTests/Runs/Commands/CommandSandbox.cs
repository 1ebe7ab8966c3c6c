using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PspLoad.Core.Results;
using PspLoad.LyingPsp;
using PspLoad.LyingPsp.Processing;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.IntegrationTests.Runs.Commands;

/// <summary>
/// A checkout of its own for one command: environments, scenarios, results with two finished runs, a merchant's file, and a PSP in memory. The environment
/// <c>gone</c> has hosts that nobody answers for; no container engine answers.
/// </summary>
internal sealed class CommandSandbox : IAsyncDisposable
{
    /// <summary>No command of these tests may take longer.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private readonly MemoryPsp? _psp;
    private readonly List<string> _mounts = [];

    private CommandSandbox(string root, MemoryPsp? psp) => (Root, _psp) = (root, psp);

    public string Root { get; }

    public string Results => Path.Combine(Root, "results");

    public static string? WhyNoMounts => System.Environment.UserName == "root" ? null : "only root can mount a file system";

    /// <param name="usesPsp">whether the command pays at the PSP</param>
    public static async Task<CommandSandbox> CreateAsync(bool usesPsp)
    {
        var root = Directory.CreateTempSubdirectory("pspload-commands-").FullName;
        var psp = usesPsp ? await MemoryPsp.StartAsync(null, Luck.Good, TimeSpan.FromSeconds(10), TimeProvider.System) : null;
        var sandbox = new CommandSandbox(root, psp);
        foreach (var folder in new[] { "environments", "scenarios" })
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.yaml"))
                File.Copy(file, Path.Combine(root, folder, Path.GetFileName(file)));
        }
        using (var key = RSA.Create(2048))
        {
            File.WriteAllText(Path.Combine(root, "operator_key"), key.ExportRSAPrivateKeyPem());
            var request = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
            File.WriteAllText(Path.Combine(root, "certificate.pem"), certificate.ExportCertificatePem());
        }
        File.SetUnixFileMode(Path.Combine(root, "operator_key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Path.Combine(root, "known_hosts"), "");
        File.WriteAllText(Path.Combine(root, "environments", "gone.yaml"), GoneEnvironment);
        File.WriteAllText(Path.Combine(root, "provision.ndjson"), "");
        File.WriteAllLines(Path.Combine(root, "merchant"), [MemoryPsp.MerchantKey, MemoryPsp.MerchantSecret]);
        File.SetUnixFileMode(Path.Combine(root, "merchant"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        sandbox.FillResults();
        return sandbox;
    }

    /// <summary>Replaces the words PSP and URL of an example by addresses.</summary>
    public string[] Arguments(string example, Uri server) =>
        [
            .. example
                .Split(' ')
                .Select(word =>
                    word.Replace("PSP", _psp?.Address.ToString() ?? "PSP", StringComparison.Ordinal).Replace("URL", server.ToString(), StringComparison.Ordinal)
                ),
        ];

    /// <summary>Puts two finished runs into the results, and points <c>latest</c> at the second.</summary>
    private void FillResults()
    {
        foreach (var name in new[] { "20260101-000000", "20260101-000100" })
            CopyFolder(Path.Combine(Repository.Root, "docs", "sample-report"), Path.Combine(Results, "failover", name));
        File.CreateSymbolicLink(Path.Combine(Results, RunLocator.Latest), Path.Combine("failover", "20260101-000100"));
    }

    public async Task MountReadOnlyAsync(CancellationToken cancellationToken)
    {
        await ToolAsync("mount", ["--bind", Results, Results], cancellationToken);
        _mounts.Add(Results);
        await ToolAsync("mount", ["-o", "remount,ro,bind", Results], cancellationToken);
    }

    /// <summary>Puts the results on a disk of their own.</summary>
    public async Task MountSmallAsync(int kilobytes, CancellationToken cancellationToken)
    {
        Directory.Delete(Results, recursive: true);
        Directory.CreateDirectory(Results);
        await ToolAsync("mount", ["-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Results], cancellationToken);
        _mounts.Add(Results);
        FillResults();
    }

    /// <summary>Puts a copy of another sandbox's results in the place of its own.</summary>
    public void TakeResultsOf(CommandSandbox other)
    {
        foreach (var scenario in Directory.EnumerateDirectories(Results).Where(folder => Path.GetFileName(folder) != RunLocator.Latest))
            Directory.Delete(scenario, recursive: true);
        foreach (var scenario in Directory.EnumerateDirectories(other.Results).Where(folder => Path.GetFileName(folder) != RunLocator.Latest))
            CopyFolder(scenario, Path.Combine(Results, Path.GetFileName(scenario)));
        File.Delete(Path.Combine(Results, RunLocator.Latest));
        File.CreateSymbolicLink(Path.Combine(Results, RunLocator.Latest), new DirectoryInfo(Path.Combine(other.Results, RunLocator.Latest)).LinkTarget!);
    }

    /// <summary>Leaves so many kilobytes of the small disk free.</summary>
    public async Task LeaveFreeAsync(int kilobytes, CancellationToken cancellationToken)
    {
        var filler = new DriveInfo(Results).AvailableFreeSpace - 1024L * kilobytes;
        await File.WriteAllBytesAsync(Path.Combine(Results, "filler"), new byte[filler], cancellationToken);
    }

    /// <param name="outputs">redirections of a shell; empty: both outputs are read</param>
    /// <returns>standard output, standard error, and the exit code</returns>
    public async Task<CommandEnd> RunAsync(string[] arguments, string outputs, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        // As run.sh does for an output that is closed.
        var closed = string.Join(
            '\n',
            File.ReadLines(Path.Combine(Repository.Root, "run.sh")).Where(line => line.StartsWith("{ : >&", StringComparison.Ordinal))
        );
        // A pipe whose reader is gone.
        const string Broken = "exec 9> >(:); wait $!";
        var start = new ProcessStartInfo(
            "bash",
            ["-c", $"{Broken}\n(\n{closed}\nexec 9>&-; exec dotnet \"$@\"\n) {outputs}", "bash", BuiltProgram.Cli, .. arguments]
        )
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["PSPLOAD_ROOT"] = Root,
                ["PSPLOAD_SECRETS_PASSPHRASE"] = "a passphrase",
                // Nobody listens on port 1.
                ["DOCKER_HOST"] = "tcp://127.0.0.1:1",
            },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new CommandEnd(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(' ', arguments)} did not end within {s_patience}");
            throw;
        }
    }

    /// <summary>Files with a temporary name.</summary>
    public IEnumerable<string> HalfWritten() =>
        from file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        let name = Path.GetFileName(file)
        where name.EndsWith(".new", StringComparison.Ordinal) || name.EndsWith(".partial", StringComparison.Ordinal) || name.StartsWith('.')
        select Path.GetRelativePath(Root, file);

    public async ValueTask DisposeAsync()
    {
        foreach (var mount in _mounts)
            await ToolAsync("umount", [mount], CancellationToken.None);
        Directory.Delete(Root, recursive: true);
        if (_psp is not null)
            await _psp.DisposeAsync();
    }

    private const string GoneEnvironment = """
        domain: psp.test
        hosts:
          - { name: console, address: 192.0.2.10, roles: [console, ca, dns, time, registry, control] }
          - { name: db1, address: 192.0.2.21, roles: [database] }
          - { name: db2, address: 192.0.2.22, roles: [database] }
          - { name: app1, address: 192.0.2.31, roles: [app-server, security-module, application] }
          - { name: app2, address: 192.0.2.32, roles: [app-server, security-module, application] }
          - { name: front, address: 192.0.2.41, roles: [front] }
          - { name: outside, address: 192.0.2.99, roles: [app-server, acquirer], zone: internet }
        ssh:
          user: ops
          gateway: console
          gatewayAddress: 127.0.0.1:1
          keyFile: ../operator_key
          knownHosts: ../known_hosts
        """;

    private static async Task ToolAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var tool = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = await tool.StandardError.ReadToEndAsync(cancellationToken);
        await tool.WaitForExitAsync(cancellationToken);
        Assert.True(tool.ExitCode == 0, errors);
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}

/// <summary>How a command ended.</summary>
internal sealed record CommandEnd(int ExitCode, string Output, string Errors)
{
    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
