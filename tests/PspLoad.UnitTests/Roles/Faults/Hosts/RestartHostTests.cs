using PspLoad.Roles.Faults.Hosts;

namespace PspLoad.UnitTests.Roles.Faults.Hosts;

public sealed class RestartHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_labs_host_loses_its_power()
    {
        var (machine, shells) = (new NotedMachine(), new AnsweringShells());
        var (fault, planned) = FaultsOnTest.Plan<RestartHost>("restart-host");

        var armed = await fault.ArmAsync(planned, FaultsOnTest.In(FaultsOnTest.Lab.Environment, shells, machine), Cancellation);
        await armed.InjectAsync(Cancellation);
        await armed.UndoAsync(Cancellation);

        Assert.Equal(["power app1"], machine.Log);
        Assert.Empty(shells.Scripts);
        Assert.True(armed.IsProcedure);
    }

    [Fact]
    public async Task A_server_reboots()
    {
        var (machine, shells) = (new NotedMachine(), new AnsweringShells());
        var (fault, planned) = FaultsOnTest.Plan<RestartHost>("restart-host");

        var armed = await fault.ArmAsync(planned, FaultsOnTest.In(FaultsOnTest.Servers.Environment, shells, machine), Cancellation);
        await armed.InjectAsync(Cancellation);

        Assert.Empty(machine.Log);
        Assert.Contains("systemctl reboot", shells.Scripts[^1].Script, StringComparison.Ordinal);
    }
}
