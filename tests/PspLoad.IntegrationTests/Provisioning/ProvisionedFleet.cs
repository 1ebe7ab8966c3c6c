using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Environments;
using PspLoad.IntegrationTests.Lab;
using PspLoad.IntegrationTests.Provisioning;
using PspLoad.Lab;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Sessions;
using PspLoad.Roles;

[assembly: AssemblyFixture(typeof(ProvisionedFleet))]

namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>The fleet of <c>foundation.yaml</c> in a lab of the tests' own, planned and provisioned once with the commands that a user runs.</summary>
public class ProvisionedFleet : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pspload-provision-");
    private readonly Lazy<Task<string?>> _ready;
    private PspEnvironment? _attached;
    private SshFleet? _ssh;

    public ProvisionedFleet() => _ready = new(ProvisionAsync);

    /// <summary>Path of the environment file.</summary>
    public string EnvironmentFile => Given ?? Path.Combine(_folder.FullName, DefinitionFile);

    public string StateDirectory => Path.ChangeExtension(EnvironmentFile, ".state");

    /// <summary>The result of <c>provision --check</c> on bare hosts.</summary>
    internal CliResult? Plan { get; private set; }

    /// <summary>The result of the <c>provision</c> after <see cref="Plan"/>.</summary>
    internal CliResult? FirstRun { get; private set; }

    public PspEnvironment Environment => _attached!;

    /// <summary>File name of the environment, in the output folder of the tests.</summary>
    protected virtual string DefinitionFile => "foundation.yaml";

    /// <summary>Environment file of an existing, provisioned lab that the tests use and do not remove; null for a lab of the tests' own.</summary>
    protected virtual string? Given => null;

    /// <summary>Whether to run <c>provision --check</c> on the bare hosts, for <see cref="Plan"/>.</summary>
    protected virtual bool PlansFirst => true;

    /// <summary>What the tests need besides what the definition has.</summary>
    /// <param name="definition">text of the environment file</param>
    protected virtual string Adapt(string definition) => definition;

    /// <summary>Waits until the fleet is provisioned. Skips the calling test, with the reason, on a machine without a container engine.</summary>
    public async Task ReadyAsync()
    {
        var whyNot = await _ready.Value;
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
    }

    /// <summary>Runs a PspLoad command on this environment.</summary>
    internal Task<CliResult> RunAsync(string command, params IEnumerable<string> arguments) =>
        Cli.RunAsync(TestContext.Current.CancellationToken, [command, "-e", EnvironmentFile, .. arguments]);

    /// <summary>Runs a script as root on a host, over SSH; it must succeed.</summary>
    public async Task<string> OnHostAsync(string host, string script)
    {
        var result = await _ssh!.Host(host).RunAsync(script, CommandOptions.Root, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{host}: {script}\n{result.Stdout}\n{result.Stderr}");
        return result.Stdout.TrimEnd();
    }

    /// <summary>Runs a script as root in the host's container, past the host's SSH and firewall.</summary>
    public async Task<string> InContainerAsync(string host, string script) => await DockerAsync("exec", await ContainerAsync(host), "sh", "-c", script);

    /// <returns>the engine's id of the host's container</returns>
    public Task<string> ContainerAsync(string host) =>
        DockerAsync("ps", "--all", "--quiet", "--filter", "label=pspload.lab.environment=" + EnvironmentFile, "--filter", "label=pspload.lab.host=" + host);

    /// <summary>Runs Docker's command line; it must succeed.</summary>
    public static async Task<string> DockerAsync(params IEnumerable<string> arguments)
    {
        using var docker = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await docker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await docker.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, docker.ExitCode);
        return output.Trim();
    }

    /// <summary>Asserts that one run succeeds.</summary>
    internal async Task<CliResult> MadeGoodAsync()
    {
        var result = await RunAsync("provision", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    /// <summary>Asserts that one run succeeds and that the next one changes nothing.</summary>
    internal async Task ConvergedAsync()
    {
        await MadeGoodAsync();
        var again = await MadeGoodAsync();
        Assert.All(again.Resources, row => Assert.Equal("ok", row.Status));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_ssh is not null)
            await _ssh.DisposeAsync();
        if (Given is null && _ready.IsValueCreated && await _ready.Value is null)
            await Cli.RunAsync(CancellationToken.None, "lab", "down", "-e", EnvironmentFile);
        _folder.Delete(recursive: true);
    }

    private async Task<string?> ProvisionAsync()
    {
        if (await LabEngineCheck.WhyNotAsync() is { } reason)
            return reason;
        if (Given is null)
            await File.WriteAllTextAsync(EnvironmentFile, Adapt(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, DefinitionFile))));
        (await Cli.RunAsync(CancellationToken.None, "lab", "up", "-e", EnvironmentFile)).Succeeded();
        if (PlansFirst)
            Plan = await Cli.RunAsync(CancellationToken.None, "provision", "-e", EnvironmentFile, "--check", "--json");
        FirstRun = await Cli.RunAsync(CancellationToken.None, "provision", "-e", EnvironmentFile, "--json");
        Assert.True(FirstRun.ExitCode == 0, FirstRun.ToString());
        _attached = await new LabFleet(NullLogger<LabFleet>.Instance, TimeProvider.System).AttachAsync(
            EnvironmentReader.Read(EnvironmentFile, BuiltInRoles.Catalogue).Value!,
            CancellationToken.None
        );
        _ssh = new SshFleet(_attached);
        return null;
    }
}
