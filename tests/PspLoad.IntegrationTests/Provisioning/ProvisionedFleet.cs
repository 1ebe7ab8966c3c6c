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

/// <summary>The fleet of <c>foundation.yaml</c> as a lab of the tests' own, planned and provisioned once, as a user would.</summary>
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

    /// <summary><c>provision --check</c> on bare hosts.</summary>
    internal CliResult? Plan { get; private set; }

    /// <summary>The <c>provision</c> after it.</summary>
    internal CliResult? FirstRun { get; private set; }

    public PspEnvironment Environment => _attached!;

    /// <summary>Of the environment, beside the tests.</summary>
    protected virtual string DefinitionFile => "foundation.yaml";

    /// <summary>Environment file of a lab that is up and provisioned, to be used and left as it is; null for a lab of the tests' own.</summary>
    protected virtual string? Given => null;

    /// <summary>Asks for a plan of the bare hosts, for <see cref="Plan"/>.</summary>
    protected virtual bool PlansFirst => true;

    /// <summary>Waits until the fleet is provisioned; skips the calling test, with the reason, on a machine that has no container engine.</summary>
    public async Task ReadyAsync()
    {
        var whyNot = await _ready.Value;
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
    }

    /// <summary>Runs a command of the command line on this environment.</summary>
    internal Task<CliResult> RunAsync(string command, params IEnumerable<string> arguments) =>
        Cli.RunAsync(TestContext.Current.CancellationToken, [command, "-e", EnvironmentFile, .. arguments]);

    /// <summary>Root's shell on a host.</summary>
    public async Task<string> OnHostAsync(string host, string script)
    {
        var result = await _ssh!.Host(host).RunAsync(script, CommandOptions.Root, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{host}: {script}\n{result.Stdout}\n{result.Stderr}");
        return result.Stdout.TrimEnd();
    }

    /// <summary>A command of root inside a host, past everything that the host lets in.</summary>
    public async Task<string> InContainerAsync(string host, string script) => await DockerAsync("exec", await ContainerAsync(host), "sh", "-c", script);

    /// <returns>the engine's name of a host</returns>
    public Task<string> ContainerAsync(string host) =>
        DockerAsync("ps", "--all", "--quiet", "--filter", "label=pspload.lab.environment=" + EnvironmentFile, "--filter", "label=pspload.lab.host=" + host);

    /// <summary>Docker's own client.</summary>
    public static async Task<string> DockerAsync(params IEnumerable<string> arguments)
    {
        using var docker = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await docker.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await docker.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, docker.ExitCode);
        return output.Trim();
    }

    /// <summary>One run that succeeds.</summary>
    internal async Task<CliResult> MadeGoodAsync()
    {
        var result = await RunAsync("provision", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    /// <summary>One run that succeeds, and one after it that changes nothing.</summary>
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
            File.Copy(Path.Combine(AppContext.BaseDirectory, DefinitionFile), EnvironmentFile);
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
