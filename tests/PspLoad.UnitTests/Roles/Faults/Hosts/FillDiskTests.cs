using PspLoad.Core.Errors;
using PspLoad.Roles.Faults.Hosts;

namespace PspLoad.UnitTests.Roles.Faults.Hosts;

public sealed class FillDiskTests
{
    [Fact]
    public async Task A_lab_refuses_it_because_its_hosts_share_one_disk()
    {
        var (fault, planned) = FaultsOnTest.Plan<FillDisk>("fill-disk");

        var failure = await Assert.ThrowsAsync<OperationFailedException>(() =>
            fault.ArmAsync(planned, FaultsOnTest.Lab, TestContext.Current.CancellationToken)
        );

        Assert.Equal(ExitCode.InvalidUsage, failure.ExitCode);
        Assert.NotNull(fault.Script(planned, FaultsOnTest.Servers).Undo);
    }
}
