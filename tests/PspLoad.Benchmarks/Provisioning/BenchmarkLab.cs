using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Lab;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Sessions;
using PspLoad.Roles;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>
/// A console and the hosts behind it, created for one run and removed at its end. The next run uses or removes what a killed run left behind.
/// </summary>
internal sealed class BenchmarkLab : IAsyncDisposable
{
    private const string Gateway = "console";

    private readonly PspEnvironment _definition;
    private readonly LabFleet _lab;
    private readonly SshFleet _fleet;

    private BenchmarkLab(PspEnvironment definition, LabFleet lab, PspEnvironment environment)
    {
        (this._definition, this._lab, Environment) = (definition, lab, environment);
        _fleet = new SshFleet(environment);
    }

    /// <summary>The environment with real addresses.</summary>
    public PspEnvironment Environment { get; }

    /// <param name="folder">folder for the environment file and its state</param>
    /// <param name="hosts">number of hosts, including the console</param>
    public static async Task<BenchmarkLab> UpAsync(string folder, int hosts, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "provision.yaml");
        await File.WriteAllTextAsync(file, Text(hosts), cancellationToken);
        var read = EnvironmentReader.Read(file, BuiltInRoles.Catalogue);
        var declared = read.Value ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
        var containers = new LabFleet(NullLogger<LabFleet>.Instance, TimeProvider.System);
        try
        {
            await containers.UpAsync(declared, cancellationToken);
            return new BenchmarkLab(declared, containers, await containers.AttachAsync(declared, cancellationToken));
        }
        catch
        {
            await containers.DownAsync(declared, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Installs Python's whole standard library for Ansible's modules. This project needs nothing on the hosts.</summary>
    public Task InstallPythonAsync(CancellationToken cancellationToken) =>
        EverywhereAsync(
            "apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends python3 >/dev/null",
            cancellationToken
        );

    /// <summary>Removes the files but keeps their directory.</summary>
    public Task ResetAsync(CancellationToken cancellationToken) =>
        EverywhereAsync($"rm -rf {BenchmarkFiles.Target} && mkdir {BenchmarkFiles.Target}", cancellationToken);

    /// <exception cref="OperationFailedException">the files on a host differ from the declaration</exception>
    public async Task RequireAsync(string expected, IEnumerable<string> hosts, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(hosts.Select(host => RunAsync(host, BenchmarkFiles.ListScript, cancellationToken)));
        if (found.FirstOrDefault(listing => listing.TrimEnd() != expected) is { } other)
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"a host does not have the files as declared:\n{other}",
                "this is a defect of the benchmark or of an engine"
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _fleet.DisposeAsync();
        await _lab.DownAsync(_definition, CancellationToken.None);
    }

    private Task<string[]> EverywhereAsync(string script, CancellationToken cancellationToken) =>
        Task.WhenAll(Environment.Hosts.Select(host => RunAsync(host.Name, script, cancellationToken)));

    private async Task<string> RunAsync(string host, string script, CancellationToken cancellationToken) =>
        (await _fleet.Host(host).RunAsync(script, CommandOptions.Root, cancellationToken)).EnsureSuccess().Stdout;

    private static string Text(int hosts) =>
        $$"""
            domain: benchmark.test
            hosts:
              - { name: {{Gateway}}, address: .10, roles: [] }
            {{string.Join('\n', Enumerable.Range(1, hosts - 1).Select(number => $"  - {{ name: host{number}, address: .{10 + number}, roles: [] }}"))}}
            ssh: { user: ops, gateway: {{Gateway}}, keyFile: provision.state/operator_key, knownHosts: provision.state/known_hosts }
            lab: {}

            """;
}
