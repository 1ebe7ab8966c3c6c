using System.Security.Cryptography;
using PspLoad.Provisioning.Resources;

namespace PspLoad.UnitTests.Provisioning.Resources;

public sealed class ArchiveResourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalShell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_unpacked_beside_the_one_in_use_and_switched_in_one_step()
    {
        await _shell.ConvergeAsync(await ArchiveAsync("1.0", "first"));
        var before = Directory.ResolveLinkTarget(_folder["opt/app/current"], returnFinalTarget: true)!.FullName;

        await _shell.ConvergeAsync(await ArchiveAsync("1.1", "second"));

        Assert.Equal("second", File.ReadAllText(_folder["opt/app/current/file"]).Trim());
        Assert.Equal("first", File.ReadAllText(Path.Combine(before, "file")).Trim());
        Assert.Equal(3, Directory.GetFileSystemEntries(_folder["opt/app"]).Length);
    }

    [Fact]
    public async Task The_same_version_with_other_content_is_another_release()
    {
        await _shell.ConvergeAsync(await ArchiveAsync("1.0", "first"));
        await _shell.ConvergeAsync(await ArchiveAsync("1.0", "second"));

        Assert.Equal("second", File.ReadAllText(_folder["opt/app/current/file"]).Trim());
    }

    [Fact]
    public async Task Another_content_than_declared_is_never_unpacked()
    {
        await _shell.ConvergeAsync(await ArchiveAsync("1.0", "first"));

        var output = await _shell.FailAsync(await ArchiveAsync("1.1", "second") with { Sha256 = new string('0', 64) });

        Assert.Contains("not used", output, StringComparison.Ordinal);
        Assert.Equal("first", File.ReadAllText(_folder["opt/app/current/file"]).Trim());
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder["opt/app"]).Length);
    }

    [Fact]
    public async Task What_a_killed_run_left_half_unpacked_is_not_taken_for_the_release()
    {
        Directory.CreateDirectory(_folder["opt/app/.pspload-new"]);
        File.WriteAllText(_folder["opt/app/.pspload-new/junk"], "");

        await _shell.ConvergeAsync(await ArchiveAsync("1.0", "first"));

        Assert.False(File.Exists(_folder["opt/app/current/junk"]));
    }

    [Fact]
    public async Task An_archive_that_is_not_there_is_named()
    {
        var archive = await ArchiveAsync("1.0", "first") with { Url = "file:///nowhere.tar.gz" };

        Assert.Contains("file:///nowhere.tar.gz could not be fetched", await _shell.FailAsync(archive), StringComparison.Ordinal);
    }

    private async Task<ArchiveResource> ArchiveAsync(string version, string content)
    {
        var made = await _shell.AskAsync($"cd '{_folder.Path}' && mkdir -p top && echo {content} >top/file && tar -czf {content}.tar.gz top");
        Assert.Equal(0, made.ExitCode);
        var file = _folder[$"{content}.tar.gz"];
        return new ArchiveResource(_folder["opt/app"], version, $"file://{file}", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))))
        {
            StripComponents = 1,
        };
    }
}
