using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Environments;
using PspLoad.IntegrationTests.Lab;
using PspLoad.Lab;

[assembly: AssemblyFixture(typeof(LabFixture))]

namespace PspLoad.IntegrationTests.Lab;

/// <summary>One lab (console, app1, app2, front) for all tests that do not change it. The first test starts it; it is removed at the end of the run.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pspload-lab-");
    private readonly LabFleet _fleet = new(NullLogger<LabFleet>.Instance, TimeProvider.System);
    private readonly PspEnvironment _environment;
    private readonly Lazy<Task<(PspEnvironment? Attached, string? WhyNot)>> _lab;

    public LabFixture()
    {
        _environment = LabEnvironment.In(_folder.FullName, "console", "app1", "app2", "front");
        _lab = new(BringUpAsync);
    }

    /// <summary>The environment of the running lab. Skips the calling test, with the reason, on a machine without a container engine.</summary>
    public async Task<PspEnvironment> AttachedAsync()
    {
        var (attached, whyNot) = await _lab.Value;
        Assert.SkipWhen(attached is null, whyNot ?? "");
        return attached!;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        // Remove the lab also after an up that failed halfway.
        if (_lab.IsValueCreated && await LabEngineCheck.WhyNotAsync() is null)
            await _fleet.DownAsync(_environment, CancellationToken.None);
        _folder.Delete(recursive: true);
    }

    private async Task<(PspEnvironment? Attached, string? WhyNot)> BringUpAsync()
    {
        if (await LabEngineCheck.WhyNotAsync() is { } reason)
            return (null, reason);
        await _fleet.UpAsync(_environment, CancellationToken.None);
        return (await _fleet.AttachAsync(_environment, CancellationToken.None), null);
    }
}
