using PspLoad.Lab.Engine;

namespace PspLoad.UnitTests.Lab.Engine;

public sealed class ProcessLockTests : TemporaryFolder
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_waits_for_the_first_and_says_so_once()
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
    public async Task Waiting_can_be_given_up()
    {
        using var first = await ProcessLock.AcquireAsync(PathOf("lock"), TimeProvider.System, () => { }, Token);
        using var patience = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ProcessLock.AcquireAsync(PathOf("lock"), TimeProvider.System, patience.Cancel, patience.Token)
        );
    }

    [Fact]
    public async Task A_place_that_cannot_hold_a_lock_is_an_error_and_not_a_wait() =>
        await Assert.ThrowsAsync<UnauthorizedAccessException>(async () =>
        {
            Directory.CreateDirectory(PathOf("lock"));
            using var held = await ProcessLock.AcquireAsync(PathOf("lock"), TimeProvider.System, () => Assert.Fail("waited"), Token);
        });
}
