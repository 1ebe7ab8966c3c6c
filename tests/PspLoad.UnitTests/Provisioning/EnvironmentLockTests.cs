using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using PspLoad.Core.Errors;
using PspLoad.Provisioning;
using PspLoad.UnitTests.Provisioning.Engine;

namespace PspLoad.UnitTests.Provisioning;

public sealed class EnvironmentLockTests : IDisposable
{
    private static readonly FakeTimeProvider s_clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_run_is_told_who_is_at_work_and_since_when()
    {
        using var first = Take();

        var refused = Assert.Throws<OperationFailedException>(Take);

        Assert.Equal(ExitCode.ProvisioningFailed, refused.ExitCode);
        Assert.Contains($"ops@bastion, process {Environment.ProcessId}, since 2026-01-02 03:04:05 UTC", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_process_holds_it_until_it_ends_however_that_ends()
    {
        Take().Dispose();
        // Without --close, flock's child would hold the lock too, and might live a moment longer.
        var other = Process.Start(
            new ProcessStartInfo("flock", ["--close", _folder["test.state/provision.lock"], "sh", "-c", "echo held; exec cat"])
            {
                RedirectStandardInput = true,
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        Assert.Throws<OperationFailedException>(Take);
        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);

        Take().Dispose();
    }

    [Fact]
    public void What_is_no_lock_is_not_taken_for_one()
    {
        Directory.CreateDirectory(_folder["test.state/provision.lock"]);

        Assert.Throws<UnauthorizedAccessException>(Take);
    }

    private EnvironmentLock Take() => EnvironmentLock.Take(Fleet.In(_folder.Path, ["console"]), "ops@bastion", s_clock);
}
