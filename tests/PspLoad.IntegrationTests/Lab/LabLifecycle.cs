using System.Globalization;
using System.Net.Sockets;
using Docker.DotNet.Models;
using PspLoad.Core.Errors;
using PspLoad.Lab;
using PspLoad.Lab.Engine;
using PspLoad.Lab.Hosts;

namespace PspLoad.IntegrationTests.Lab;

public sealed class LabLifecycle
{
    [Fact]
    public async Task Down_removes_the_whole_lab_and_nothing_else()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console", "front");
        Assert.Equal(LabState.Absent, (await lab.StatusAsync()).State);
        var up = await lab.UpAsync();
        await using var foreign = await ForeignResources.CreateAsync(lab.Engine, up.Hosts[0].Address!);

        var down = await lab.DownAsync();

        Assert.Equal((LabState.Absent, null), (down.State, down.Subnet));
        Assert.Empty(await lab.ContainersAsync());
        Assert.Empty(await lab.NetworksAsync());
        Assert.True(await foreign.AreThereAsync());
        var state = lab.Environment.StateDirectory;
        Assert.Equal(["lab.lock", "operator_key", "operator_key.pub"], Directory.GetFiles(state).Select(Path.GetFileName).Order());
        Assert.Empty((await lab.DownAsync()).Changes);
    }

    [Fact]
    public async Task The_cpu_limit_of_a_running_host_follows_the_environment()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console");
        async Task<IList<string>> UpAsync(int? percent)
        {
            var limits = percent is { } limit ? new Dictionary<string, int> { ["console"] = limit } : [];
            lab.Environment = lab.Environment with { Lab = lab.Environment.Lab! with { CpuPercent = limits } };
            return [.. (await lab.UpAsync()).Changes];
        }
        async Task<long> QuotaAsync() =>
            (await lab.Engine.Client.Containers.InspectContainerAsync(lab.Identity.ContainerOf("console"), TestContext.Current.CancellationToken))
                .HostConfig!
                .CPUQuota;

        Assert.Contains("console: limited to 40 % of a CPU", await UpAsync(40));
        Assert.Equal(40_000, await QuotaAsync());
        Assert.Empty(await UpAsync(40));
        Assert.Equal(["console: limited to 80 % of a CPU"], await UpAsync(80));
        Assert.Equal(["console: may use all CPUs again"], await UpAsync(null));
        Assert.True(await QuotaAsync() <= 0);
        Assert.Empty(await UpAsync(null));
    }

    [Fact]
    public async Task Down_removes_the_leftovers_of_an_interrupted_up()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console", "app1", "front");
        await lab.UpCutShortAsync();
        Assert.NotEmpty(await lab.ContainersAsync());

        await lab.DownAsync();

        Assert.Empty(await lab.ContainersAsync());
        Assert.Empty(await lab.NetworksAsync());
    }

    [Fact]
    public async Task Up_completes_an_interrupted_up()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console", "app1", "front");
        await lab.UpCutShortAsync();

        var status = await lab.UpAsync();

        Assert.Equal(LabState.Running, status.State);
        Assert.All(status.Hosts, host => Assert.Equal("running", host.Boot));
        Assert.Empty((await lab.UpAsync()).Changes);
    }

    [Fact]
    public async Task A_host_that_never_started_is_created_again()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console", "app1");
        await lab.UpAsync();
        var image = (await lab.ContainersAsync())[0].Image;
        await lab.Engine.RemoveContainerAsync(lab.Identity.ContainerOf("app1"), TestContext.Current.CancellationToken);
        var half = new CreateContainerParameters
        {
            Name = lab.Identity.ContainerOf("app1"),
            Image = image,
            Labels = new Dictionary<string, string>(lab.Identity.Labels) { [LabIdentity.HostLabel] = "app1" },
        };
        await lab.Engine.Client.Containers.CreateContainerAsync(half, TestContext.Current.CancellationToken);
        Assert.Equal((LabState.Partial, HostState.Created), ((await lab.StatusAsync()).State, (await lab.StatusAsync()).Hosts[1].State));

        var status = await lab.UpAsync();

        Assert.Equal("running", status.Hosts[1].Boot);
        Assert.Contains("app1: created in place of a leftover", status.Changes);
        Assert.DoesNotContain(status.Changes, change => change.StartsWith("console:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_restart_of_the_engine_up_starts_every_host_with_its_old_address()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console", "app1");
        var before = await lab.UpAsync();
        await lab.StopAsync("console", "app1");

        Assert.Equal(LabState.Stopped, (await lab.StatusAsync()).State);
        var refusal = await Assert.ThrowsAsync<OperationFailedException>(() => lab.Fleet.AttachAsync(lab.Environment, TestContext.Current.CancellationToken));
        Assert.Equal("the lab of 'test' is not up (console does not run); run ./run.sh lab up -e test", refusal.Message);
        Assert.Equal(ExitCode.ProvisioningFailed, refusal.ExitCode);

        var after = await lab.UpAsync();

        Assert.Equal(["app1: started", "console: started"], after.Changes.Order());
        Assert.Equal(before.Subnet, after.Subnet);
        Assert.Equal(before.Hosts.Select(host => string.Join(',', host.Published)), after.Hosts.Select(host => string.Join(',', host.Published)));
        Assert.Equal("app1", await new OpenSsh(lab.Environment).OutputAsync("app1", "hostname"));
    }

    [Fact]
    public async Task Status_shows_a_stopped_and_a_paused_host_and_up_starts_both()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console", "app1", "app2");
        await lab.UpAsync();
        await lab.StopAsync("app1");
        await lab.Engine.Client.Containers.PauseContainerAsync(lab.Identity.ContainerOf("app2"), TestContext.Current.CancellationToken);

        var status = await lab.StatusAsync();
        Assert.Equal(LabState.Partial, status.State);
        Assert.Equal(
            [("running", HostState.Running), (null, HostState.Stopped), (null, HostState.Paused)],
            status.Hosts.Select(host => (host.Boot, host.State))
        );

        Assert.Equal(["app1: started", "app2: resumed"], (await lab.UpAsync()).Changes.Order());
        Assert.Equal(LabState.Running, (await lab.StatusAsync()).State);
    }

    [Fact]
    public async Task Status_shows_a_degraded_host()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console");
        await lab.UpAsync();
        await new OpenSsh(lab.Environment).RunAsync("console", "sudo systemd-run --unit broken --wait false");

        var host = (await lab.StatusAsync()).Hosts[0];

        Assert.Equal("degraded", host.Boot);
        Assert.Equal(["broken.service"], host.FailedUnits);
        Assert.Equal("degraded", (await lab.UpAsync()).Hosts[0].Boot);
    }

    [Fact]
    public async Task Only_a_host_with_a_changed_definition_is_created_again()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console", "front");
        await lab.UpAsync();
        lab.Environment = lab.Environment with { Lab = lab.Environment.Lab! with { Publish = new Dictionary<string, int> { ["front"] = 8443 } } };

        var status = await lab.UpAsync();

        Assert.Equal([8443], status.Hosts[1].Published.Keys);
        Assert.Contains("front: created again, its definition changed", status.Changes);
        Assert.DoesNotContain(status.Changes, change => change.StartsWith("console:", StringComparison.Ordinal));
        Assert.Equal("front", await new OpenSsh(lab.Environment).OutputAsync("front", "hostname"));
    }

    [Fact]
    public async Task A_port_taken_by_another_program_is_reported()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console");
        var port = (await lab.UpAsync()).Hosts[0].Published[22];
        await lab.StopAsync("console");
        using (var squatter = new TcpListener(port))
        {
            squatter.Start();
            var refusal = await Assert.ThrowsAsync<OperationFailedException>(lab.UpAsync);
            Assert.StartsWith("a port that the lab publishes on 127.0.0.1 is used by another program", refusal.Message);
            Assert.Contains(port.Port.ToString(CultureInfo.InvariantCulture), refusal.Message);
        }

        Assert.Equal(["console: started"], (await lab.UpAsync()).Changes);
    }

    [Fact]
    public async Task A_host_that_was_removed_from_the_environment_is_removed()
    {
        await using var lab = await LabOfItsOwn.PrepareAsync("console", "app1");
        await lab.UpAsync();
        lab.Environment = lab.Environment with { Hosts = [lab.Environment.Hosts[0]] };

        Assert.Contains("app1: removed, the environment no longer has it", (await lab.UpAsync()).Changes);
        Assert.Single(await lab.ContainersAsync());
    }

    [Fact]
    public async Task The_same_environment_in_two_folders_makes_two_labs()
    {
        await using var one = await LabOfItsOwn.PrepareAsync("console");
        await using var other = await LabOfItsOwn.PrepareAsync("console");
        var statuses = await Task.WhenAll(one.UpAsync(), other.UpAsync());

        Assert.NotEqual(statuses[0].Subnet, statuses[1].Subnet);
        Assert.NotEqual(statuses[0].Hosts[0].Published[22], statuses[1].Hosts[0].Published[22]);
        await one.DownAsync();
        Assert.Equal("console", await new OpenSsh(other.Environment).OutputAsync("console", "hostname"));
    }
}
