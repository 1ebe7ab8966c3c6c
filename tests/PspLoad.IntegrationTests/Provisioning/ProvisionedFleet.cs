using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Environments;
using PspLoad.IntegrationTests.Lab;
using PspLoad.IntegrationTests.Provisioning;
using PspLoad.Lab;
using PspLoad.Provisioning.Ssh;

[assembly: AssemblyFixture(typeof(ProvisionedFleet))]

namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>
/// The fleet of <c>environments/quick.yaml</c> as a lab of the tests' own, planned and provisioned once, as a user would; with the groundwork only, which is
/// provisioned many times.
/// </summary>
public class ProvisionedFleet : IAsyncLifetime
{
    private static readonly string[] Groundwork = ["console", "ca", "dns", "time"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pspload-provision-");
    private readonly Lazy<Task<string?>> ready;
    private PspEnvironment? attached;
    private SshFleet? ssh;

    public ProvisionedFleet() => ready = new(ProvisionAsync);

    /// <summary>Path of the environment file.</summary>
    public string EnvironmentFile => Path.Combine(folder.FullName, "quick.yaml");

    public string StateDirectory => Path.Combine(folder.FullName, "quick.state");

    /// <summary><c>provision --check</c> on bare hosts.</summary>
    internal CliResult? Plan { get; private set; }

    /// <summary>The <c>provision</c> after it.</summary>
    internal CliResult? FirstRun { get; private set; }

    public PspEnvironment Environment => attached!;

    /// <summary>Waits until the fleet is provisioned; skips the calling test, with the reason, on a machine that has no container engine.</summary>
    public async Task ReadyAsync()
    {
        var whyNot = await ready.Value;
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
    }

    /// <summary>Runs a command of the command line on this environment.</summary>
    internal Task<CliResult> RunAsync(string command, params IEnumerable<string> arguments) =>
        Cli.RunAsync(TestContext.Current.CancellationToken, [command, "-e", EnvironmentFile, .. arguments]);

    /// <summary>Root's shell on a host.</summary>
    public async Task<string> OnHostAsync(string host, string script)
    {
        var result = await ssh!.Host(host).RunAsync(script, RunOptions.Root, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{host}: {script}\n{result.Stdout}\n{result.Stderr}");
        return result.Stdout.TrimEnd();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (ssh is not null)
            await ssh.DisposeAsync();
        if (ready.IsValueCreated && await ready.Value is null)
            await Cli.RunAsync(CancellationToken.None, "lab", "down", "-e", EnvironmentFile);
        folder.Delete(recursive: true);
    }

    /// <param name="text">of <c>environments/quick.yaml</c></param>
    /// <returns>what the fleet is to be</returns>
    protected virtual string Definition(string text) => Regex.Replace(
        text,
        @"roles: \[(?<roles>[^\]]*)\]",
        match => $"roles: [{string.Join(", ", match.Groups["roles"].Value.Split(", ").Where(role => Groundwork.Contains(role)))}]",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    private async Task<string?> ProvisionAsync()
    {
        if (await LabEngineCheck.WhyNotAsync() is { } reason)
            return reason;
        await File.WriteAllTextAsync(EnvironmentFile, Definition(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "quick.yaml"))));
        var up = await Cli.RunAsync(CancellationToken.None, "lab", "up", "-e", EnvironmentFile);
        Assert.True(up.ExitCode == 0, up.ToString());
        Plan = await Cli.RunAsync(CancellationToken.None, "provision", "-e", EnvironmentFile, "--check", "--json");
        FirstRun = await Cli.RunAsync(CancellationToken.None, "provision", "-e", EnvironmentFile, "--json");
        Assert.True(FirstRun.ExitCode == 0, FirstRun.ToString());
        attached = await new LabFleet(NullLogger<LabFleet>.Instance, TimeProvider.System)
            .AttachAsync(EnvironmentReader.Read(EnvironmentFile).Value!, CancellationToken.None);
        ssh = new SshFleet(attached);
        return null;
    }
}
