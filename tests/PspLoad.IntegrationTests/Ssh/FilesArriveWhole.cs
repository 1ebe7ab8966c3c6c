using System.Security.Cryptography;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.IntegrationTests.Ssh;

public sealed class FilesArriveWhole
{
    private static readonly FileRights s_plain = new("0640") { AsRoot = false };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task With_content_and_mode(int length)
    {
        await using var lab = await PrivateFleet.StartAsync();
        var content = RandomNumberGenerator.GetBytes(length);
        var path = Path.Combine(Target(lab), "it's a \"file\"");
        await lab.Host.PutFileAsync(path, content, s_plain, Stop);
        Assert.Equal(content, await File.ReadAllBytesAsync(path, Stop));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Target(lab)));
    }

    [Fact]
    public async Task And_with_their_owner()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give files away");
        await using var lab = await PrivateFleet.StartAsync();
        var path = Path.Combine(Target(lab), "file");
        await lab.Host.PutFileAsync(path, "x"u8.ToArray(), new FileRights("4755", "nobody", "nogroup"), Stop);
        Assert.Equal("nobody nogroup 4755\n", (await lab.Host.RunAsync($"stat -c '%U %G %a' {path}", cancellationToken: Stop)).Stdout);
    }

    [Fact]
    public async Task Or_not_at_all_when_the_connection_is_cut_half_way()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var path = await OldFileAsync(lab);
        using var content = new PausingStream(new byte[40 << 20], pauseAt: 20 << 20);
        var putting = lab.Host.PutFileAsync(path, content, s_plain, Stop);
        await content.Paused;
        await UntilAsync(() => Directory.GetFileSystemEntries(Target(lab)).Length == 2);
        await lab.TargetSshd.CutSessionsAsync();
        content.Resume();
        await Assert.ThrowsAsync<ConnectionLostException>(() => putting);
        await UntilAsync(() => Directory.GetFileSystemEntries(Target(lab)).Length == 1);
        Assert.Equal("old", await File.ReadAllTextAsync(path, Stop));
    }

    [Fact]
    public async Task Or_not_at_all_when_it_is_cancelled_half_way()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var path = await OldFileAsync(lab);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var content = new PausingStream(new byte[40 << 20], pauseAt: 20 << 20);
        var putting = lab.Host.PutFileAsync(path, content, s_plain, cancel.Token);
        await content.Paused;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => putting);
        Assert.Equal([path], Directory.GetFileSystemEntries(Target(lab)));
        Assert.Equal("old", await File.ReadAllTextAsync(path, Stop));
    }

    [Fact]
    public async Task A_missing_directory_is_named()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var path = Path.Combine(Target(lab), "missing", "file");
        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => lab.Host.PutFileAsync(path, new byte[20 << 20], s_plain, Stop));
        Assert.Equal($"app1:{path}: there is no directory {Target(lab)}/missing", failed.Problem);
    }

    [Fact]
    public async Task An_owner_that_does_not_exist_is_named_and_the_old_file_stays()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var path = await OldFileAsync(lab);
        var rights = new FileRights("0644", "no-such-user", "nogroup") { AsRoot = false };
        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => lab.Host.PutFileAsync(path, "new"u8.ToArray(), rights, Stop));
        Assert.Contains($"app1:{path}: cannot set its owner: chown: invalid user: 'no-such-user:nogroup'", failed.Problem);
        Assert.Equal("old", await File.ReadAllTextAsync(path, Stop));
        Assert.Single(Directory.GetFileSystemEntries(Target(lab)));
    }

    [Fact]
    public async Task A_read_only_place_is_named()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => lab.Host.PutFileAsync("/proc/file", "x"u8.ToArray(), s_plain, Stop));
        Assert.StartsWith("app1:/proc/file: cannot write a temporary file beside it: ", failed.Problem);
    }

    [Fact]
    public async Task A_full_disk_is_named_and_leaves_nothing()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can mount a small disk");
        await using var lab = await PrivateFleet.StartAsync();
        var path = await OldFileAsync(lab);
        Assert.SkipUnless(
            (await lab.Host.RunAsync($"mount -t tmpfs -o size=1m tmpfs {Target(lab)} && echo old >{path}", cancellationToken: Stop)).Succeeded,
            "mounting is not allowed here"
        );
        try
        {
            var failed = await Assert.ThrowsAsync<OperationFailedException>(() => lab.Host.PutFileAsync(path, new byte[8 << 20], s_plain, Stop));
            Assert.Contains("No space left on device", failed.Problem);
            Assert.Equal("old\n", await File.ReadAllTextAsync(path, Stop));
            Assert.Single(Directory.GetFileSystemEntries(Target(lab)));
        }
        finally
        {
            await lab.Host.RunAsync($"umount {Target(lab)}", cancellationToken: CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_directory_is_not_replaced()
    {
        await using var lab = await PrivateFleet.StartAsync();
        var path = Directory.CreateDirectory(Path.Combine(Target(lab), "directory")).FullName;
        var failed = await Assert.ThrowsAsync<OperationFailedException>(() => lab.Host.PutFileAsync(path, "x"u8.ToArray(), s_plain, Stop));
        Assert.Equal($"app1:{path}: it is a directory", failed.Problem);
    }

    private static string Target(PrivateFleet lab) => Directory.CreateDirectory(Path.Combine(lab.Folder, "target")).FullName;

    private static async Task<string> OldFileAsync(PrivateFleet lab)
    {
        var path = Path.Combine(Target(lab), "file");
        await File.WriteAllTextAsync(path, "old", Stop);
        return path;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
