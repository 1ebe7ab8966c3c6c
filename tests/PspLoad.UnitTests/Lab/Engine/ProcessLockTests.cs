using PspLoad.Lab.Engine;

namespace PspLoad.UnitTests.Lab.Engine;

public sealed class ProcessLockTests : TemporaryFolder
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_holder_waits_for_the_first_and_reports_it_once()
    {
        var waits = 0;
        var first = await ProcessLock.AcquireAsync(PathOf("lock"), TimeProvider.System, () => waits++, Token);
        var told = new TaskCompletionSource();
        var second = ProcessLock.AcquireAsync(
            PathOf("lock"),
            TimeProvider.System,
            () =>
            {
                waits++;
                told.SetResult();
            },
            Token
        );
        await told.Task;
        Assert.False(second.IsCompleted);

        first.Dispose();
        (await second).Dispose();

        Assert.Equal(1, waits);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var first = await ProcessLock.AcquireAsync(PathOf("lock"), TimeProvider.System, () => { }, Token);
        using var patience = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ProcessLock.AcquireAsync(PathOf("lock"), TimeProvider.System, patience.Cancel, patience.Token)
        );
    }

    [Fact]
    public async Task An_invalid_path_is_an_error_and_does_not_wait() =>
        await Assert.ThrowsAsync<UnauthorizedAccessException>(async () =>
        {
            Directory.CreateDirectory(PathOf("lock"));
            using var held = await ProcessLock.AcquireAsync(PathOf("lock"), TimeProvider.System, () => Assert.Fail("waited"), Token);
        });
}
