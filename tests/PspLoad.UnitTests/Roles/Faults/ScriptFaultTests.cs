using PspLoad.Core.Errors;
using PspLoad.Roles.Faults;

namespace PspLoad.UnitTests.Roles.Faults;

public sealed class ScriptFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kill-active-application", "app2")]
    [InlineData("hang-database", "db2")]
    [InlineData("lag-replica", "db1")]
    [InlineData("switch-front", "front")]
    [InlineData("drop-network", "app1")]
    public async Task The_host_is_found_or_named(string name, string host)
    {
        var shells = new AnsweringShells(("front", "status", "app2"), ("db1", "read_only", "1"), ("db2", "read_only", "0"));
        var (fault, planned) = FaultsOnTest.Plan<ScriptFault>(name);

        var armed = await fault.ArmAsync(planned, FaultsOnTest.In(FaultsOnTest.Servers.Environment, shells), Cancellation);

        Assert.Equal(host, armed.Host);
        Assert.Equal(host, shells.Scripts[^1].Host);
    }

    [Fact]
    public async Task Without_a_replica_there_is_no_host_for_its_faults()
    {
        var shells = new AnsweringShells(("db1", "read_only", "0"), ("db2", "read_only", "0"));
        var (fault, planned) = FaultsOnTest.Plan<ScriptFault>("stop-replica");

        var failure = await Assert.ThrowsAsync<OperationFailedException>(() =>
            fault.ArmAsync(planned, FaultsOnTest.In(FaultsOnTest.Servers.Environment, shells), Cancellation)
        );

        Assert.Equal("no database server is a replica", failure.Problem);
    }

    [Fact]
    public async Task The_host_can_undo_a_fault_by_itself_20_seconds_after_its_end()
    {
        var shells = new AnsweringShells();
        var (fault, planned) = FaultsOnTest.Plan<ScriptFault>("hog-cpu");

        var armed = await fault.ArmAsync(planned, FaultsOnTest.In(FaultsOnTest.Servers.Environment, shells), Cancellation);
        await armed.UndoAsync(Cancellation);

        Assert.Contains("--on-active=25 ", shells.Scripts[0].Script, StringComparison.Ordinal);
        Assert.Contains("systemctl stop pspload-hog.service", shells.Scripts[0].Script, StringComparison.Ordinal);
        Assert.Contains("systemctl stop pspload-hog.service", shells.Scripts[1].Script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_faults_on_a_host_do_not_share_a_directory()
    {
        var shells = new AnsweringShells();
        var (fault, planned) = FaultsOnTest.Plan<ScriptFault>("hog-cpu");
        var context = FaultsOnTest.In(FaultsOnTest.Servers.Environment, shells);

        await fault.ArmAsync(planned, context, Cancellation);
        await fault.ArmAsync(planned, context, Cancellation);

        Assert.NotEqual(shells.Scripts[0].Script, shells.Scripts[1].Script);
    }
}
