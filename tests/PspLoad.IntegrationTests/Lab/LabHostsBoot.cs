using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Lab;
using PspLoad.Lab.Engine;
using PspLoad.Lab.Hosts;

namespace PspLoad.IntegrationTests.Lab;

[Collection(OneWholeLab.Name)]
public sealed class LabHostsBoot(LabFixture lab)
{
    private readonly LabFleet _fleet = new(NullLogger<LabFleet>.Instance, TimeProvider.System);

    [Fact]
    public async Task Systemd_is_running_on_every_host_with_no_failed_unit()
    {
        var status = await _fleet.StatusAsync(await lab.AttachedAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(LabState.Running, status.State);
        Assert.All(status.Hosts, host => Assert.Equal(("running", HostState.Running, ""), (host.Boot, host.State, string.Join(' ', host.FailedUnits))));
    }

    [Fact]
    public async Task A_second_up_changes_nothing()
    {
        var environment = await lab.AttachedAsync();
        var before = await File.ReadAllTextAsync(environment.Ssh.KnownHostsFile, TestContext.Current.CancellationToken);
        var status = await _fleet.UpAsync(environment, TestContext.Current.CancellationToken);
        Assert.Empty(status.Changes);
        Assert.Equal(LabState.Running, status.State);
        Assert.Equal(before, await File.ReadAllTextAsync(environment.Ssh.KnownHostsFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Only_the_gateways_ssh_and_the_named_ports_are_published_on_loopback_only()
    {
        var environment = await lab.AttachedAsync();
        var status = await _fleet.StatusAsync(environment, TestContext.Current.CancellationToken);
        Assert.Equal(["console:22", "front:443"], status.Hosts.SelectMany(host => host.Published.Select(port => $"{host.Name}:{port.Key}")).Order());

        using var engine = await LabEngine.ConnectAsync(EngineEndpoint.Resolve(), TestContext.Current.CancellationToken);
        var containers = await engine.ContainersWithAsync($"{LabIdentity.IdLabel}={status.Id}", TestContext.Current.CancellationToken);
        var published = containers.SelectMany(container => container.Ports).Where(port => port.PublicPort > 0).ToList();
        Assert.Equal(2, published.Count);
        Assert.All(published, port => Assert.Equal("127.0.0.1", port.IP));
    }

    [Fact]
    public async Task Hosts_resolve_their_own_full_name_and_each_other()
    {
        var environment = await lab.AttachedAsync();
        var ssh = new OpenSsh(environment);
        Assert.Equal("app1.psp.test", await ssh.OutputAsync("app1", "hostname -f"));
        Assert.StartsWith(environment.Host("app2").Address.ToString(), await ssh.OutputAsync("app1", "getent hosts app2"));
    }

    [Fact]
    public async Task The_administrator_has_sudo_without_a_password_and_root_has_no_login()
    {
        var ssh = new OpenSsh(await lab.AttachedAsync());
        Assert.Equal("0", await ssh.OutputAsync("app1", "sudo -n id -u"));
        var (exitCode, _, error) = await ssh.RunAsync("root@app1", "true");
        Assert.Equal(255, exitCode);
        Assert.Contains("Permission denied (publickey)", error);
    }

    [Fact]
    public async Task Every_host_has_its_own_host_key_and_machine_id()
    {
        var environment = await lab.AttachedAsync();
        var keys = await File.ReadAllLinesAsync(environment.Ssh.KnownHostsFile, TestContext.Current.CancellationToken);
        Assert.Equal(environment.Hosts.Count, keys.Select(line => line.Split(' ')[2]).Distinct().Count());
        var ssh = new OpenSsh(environment);
        var machines = new HashSet<string>();
        foreach (var host in environment.Hosts)
            machines.Add(await ssh.OutputAsync(host.Name, "cat /etc/machine-id"));
        Assert.Equal(environment.Hosts.Count, machines.Count);
        Assert.All(machines, id => Assert.Equal(32, id.Length));
    }

    [Fact]
    public async Task A_host_can_run_containers_of_an_unprivileged_user()
    {
        var ssh = new OpenSsh(await lab.AttachedAsync());
        // The first steps of a rootless engine: a user namespace with its own /proc, and the devices it needs.
        Assert.Equal("0", await ssh.OutputAsync("app1", "unshare --user --map-root-user --pid --fork --mount-proc id -u"));
        foreach (var device in (string[])["/dev/fuse", "/dev/net/tun"])
        {
            if (File.Exists(device))
                Assert.Equal("666", await ssh.OutputAsync("app1", $"stat -c %a {device}"));
        }
    }

    [Fact]
    public async Task The_machines_kernel_parameters_stay_unchanged()
    {
        var ssh = new OpenSsh(await lab.AttachedAsync());
        // systemd sets this parameter to its maximum if it can.
        Assert.NotEqual(
            long.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture),
            (await File.ReadAllTextAsync("/proc/sys/fs/file-max", TestContext.Current.CancellationToken)).Trim()
        );
        Assert.Equal("masked", (await ssh.RunAsync("app1", "systemctl is-enabled systemd-sysctl")).Output.Trim());
    }
}
