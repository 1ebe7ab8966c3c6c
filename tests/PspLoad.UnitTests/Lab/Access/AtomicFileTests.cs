using PspLoad.Core.Files;
using PspLoad.Lab.Access;

namespace PspLoad.UnitTests.Lab.Access;

public sealed class AtomicFileTests : TemporaryFolder
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_written_file_is_private_and_no_temporary_file_stays()
    {
        Assert.True(await AtomicFile.WriteAsync(PathOf("state/file"), "text", Token));
        Assert.Equal("text", await File.ReadAllTextAsync(PathOf("state/file"), Token));
        Assert.Equal(DurableFile.OwnerOnly, File.GetUnixFileMode(PathOf("state/file")));
        Assert.Equal(["file"], FileNames());
    }

    [Fact]
    public async Task The_same_text_is_not_written_again()
    {
        await AtomicFile.WriteAsync(PathOf("file"), "text", Token);
        Assert.False(await AtomicFile.WriteAsync(PathOf("file"), "text", Token));
        Assert.True(await AtomicFile.WriteAsync(PathOf("file"), "other", Token));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_the_old_text()
    {
        await AtomicFile.WriteAsync(PathOf("file"), "text", Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AtomicFile.WriteAsync(PathOf("file"), "other", new CancellationToken(canceled: true)));
        Assert.Equal("text", await File.ReadAllTextAsync(PathOf("file"), Token));
        Assert.Equal(["file"], FileNames());
    }
}
