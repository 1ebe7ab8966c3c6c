using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Images;
using PspLoad.Roles.Application.Faults;
using PspLoad.Roles.Images;
using PspLoad.UnitTests.Provisioning;
using PspLoad.UnitTests.Roles.Faults;

namespace PspLoad.UnitTests.Roles.Application.Faults;

public sealed class DeployApplicationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NotedMachine _machine = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PspEnvironment Environment => FaultsOnTest.Lab.Environment with { File = _folder["quick.yaml"] };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_named_image_is_deployed()
    {
        Assert.Equal("done: deploy psp:next", await DeployAsync(", image: 'psp:next'"));

        Assert.Equal(["deploy psp:next"], _machine.Log);
    }

    [Fact]
    public async Task By_default_what_runs_gets_a_new_digest()
    {
        ReleaseFile.Keep(Environment, LocalImage.ReferencePsp, new Release("0123456789ab", "sha256:00"));

        await DeployAsync("");

        Assert.Equal(["relabel 0123456789ab", "deploy done: relabel 0123456789ab"], _machine.Log);
    }

    [Fact]
    public async Task What_never_ran_cannot_be_deployed_anew()
    {
        var failure = await Assert.ThrowsAsync<OperationFailedException>(() => DeployAsync(""));

        Assert.Equal("no application was deployed yet, so there is none to deploy anew", failure.Problem);
        Assert.Empty(_machine.Log);
    }

    private async Task<string?> DeployAsync(string more)
    {
        var (fault, planned) = FaultsOnTest.Plan<DeployApplication>("deploy-application", more);
        var armed = await fault.ArmAsync(planned, FaultsOnTest.In(Environment, new AnsweringShells(), _machine), Cancellation);
        return await armed.InjectAsync(Cancellation);
    }
}
