using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Environments;
using PspLoad.IntegrationTests.Lab;
using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.IntegrationTests.Provisioning;
using PspLoad.IntegrationTests.Tiers;
using PspLoad.Lab;
using PspLoad.Lab.Engine;
using PspLoad.Provisioning.Ssh;
using CommandLine = PspLoad.IntegrationTests.Provisioning.Cli;

[assembly: AssemblyFixture(typeof(DataTier))]

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>Two databases and two application hosts as a lab of the tests' own, provisioned once, as a user would.</summary>
public sealed class DataTier : IAsyncLifetime
{
    private static readonly string[] Roles = ["--role", "console", "--role", "ca", "--role", "dns", "--role", "database"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pspload-data-");
    private readonly Lazy<Task<string?>> ready;
    private PspEnvironment? attached;
    private SshFleet? ssh;

    public DataTier() => ready = new(ProvisionAsync);

    public string EnvironmentFile => Path.Combine(folder.FullName, "data-tier.yaml");

    /// <summary>Waits until the fleet is provisioned; skips the calling test, with the reason, on a machine that has no container engine.</summary>
    public async Task ReadyAsync()
    {
        var whyNot = await ready.Value;
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
    }

    /// <summary>A primary that takes writes and a replica that follows it, whatever an earlier test left.</summary>
    internal async Task<(string Primary, string Replica)> HealthyAsync()
    {
        await ReadyAsync();
        foreach (var host in (string[])["db1", "db2"])
        {
            if (await OnHostAsync(host, "cat /var/lib/pspload/database/part") == "fenced")
                (await RunAsync("rejoin", host, "--rebuild")).Succeeded();
        }
        var primary = await OnHostAsync("db1", "cat /var/lib/pspload/database/part") == "primary" ? "db1" : "db2";
        return (primary, primary == "db1" ? "db2" : "db1");
    }

    internal Task<CliResult> RunAsync(string command, params IEnumerable<string> arguments) =>
        CommandLine.RunAsync(TestContext.Current.CancellationToken, [command, "-e", EnvironmentFile, .. arguments]);

    internal Task<CliResult> ProvisionAsync(string command) => RunAsync(command, [.. Roles, "--json"]);

    internal Task<CliResult> VerifyAsync() => RunAsync("verify", "--role", "database", "--json");

    /// <summary>Root's shell on a host.</summary>
    internal async Task<string> OnHostAsync(string host, string script)
    {
        var result = await ssh!.Host(host).RunAsync(script, RunOptions.Root, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{host}: {script}\n{result.Stdout}\n{result.Stderr}");
        return result.Stdout.TrimEnd();
    }

    /// <summary>SQL as the server's root, through its socket.</summary>
    internal Task<string> SqlAsync(string host, string statements) =>
        OnHostAsync(host, $"mariadb --no-defaults --socket=/run/mysqld/mysqld.sock --user=root --batch --skip-column-names <<'END_OF_SQL'\n{statements}\nEND_OF_SQL");

    internal static Task UntilAsync(string what, Func<Task<bool>> condition) =>
        Wait.UntilAsync(what, TimeSpan.FromSeconds(60), condition, TestContext.Current.CancellationToken);

    /// <summary>As a machine that loses power.</summary>
    internal Task StopHostAsync(string host) => OnContainerAsync(host, (containers, id) => containers.KillContainerAsync(id, new ContainerKillParameters()));

    /// <summary>As a machine that stands still and is still there.</summary>
    internal Task FreezeHostAsync(string host) => OnContainerAsync(host, (containers, id) => containers.PauseContainerAsync(id));

    internal Task ThawHostAsync(string host) => OnContainerAsync(host, (containers, id) => containers.UnpauseContainerAsync(id));

    private async Task OnContainerAsync(string host, Func<IContainerOperations, string, Task> work)
    {
        using var engine = await LabEngine.ConnectAsync(EngineEndpoint.Resolve(), TestContext.Current.CancellationToken);
        await work(engine.Client.Containers, LabIdentity.Of(attached!).ContainerOf(host));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (ssh is not null)
            await ssh.DisposeAsync();
        if (ready.IsValueCreated && await LabEngineCheck.WhyNotAsync() is null)
            await CommandLine.RunAsync(CancellationToken.None, "lab", "down", "-e", EnvironmentFile);
        folder.Delete(recursive: true);
    }

    private async Task<string?> ProvisionAsync()
    {
        if (await LabEngineCheck.WhyNotAsync() is { } reason)
            return reason;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "data-tier.yaml"), EnvironmentFile);
        (await CommandLine.RunAsync(CancellationToken.None, "lab", "up", "-e", EnvironmentFile)).Succeeded();
        (await CommandLine.RunAsync(CancellationToken.None, ["provision", "-e", EnvironmentFile, .. Roles])).Succeeded();
        attached = await new LabFleet(NullLogger<LabFleet>.Instance, TimeProvider.System)
            .AttachAsync(EnvironmentReader.Read(EnvironmentFile).Value!, CancellationToken.None);
        ssh = new SshFleet(attached);
        return null;
    }
}
