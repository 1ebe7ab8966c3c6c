using PspLoad.Provisioning.Resources;

namespace PspLoad.UnitTests.Provisioning.Resources;

public sealed class DirectoryResourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalShell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_is_made_with_its_parents_and_its_exact_mode()
    {
        await _shell.ConvergeAsync(At("a/b c") with { Mode = "2750" });
        await _shell.ConvergeAsync(At("a/b c") with { Mode = "0700" });

        Assert.Equal("drwx------", (await _shell.AskAsync($"stat -c %A '{_folder["a/b c"]}'")).Output);
    }

    [Fact]
    public async Task A_link_to_a_directory_counts_as_the_directory()
    {
        Directory.CreateDirectory(_folder["real"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["real"]);

        await _shell.ConvergeAsync(At("link") with { Mode = "0711" });

        Assert.Equal("drwx--x--x", (await _shell.AskAsync($"stat -c %A '{_folder["real"]}'")).Output);
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("ln -s nowhere")]
    public async Task What_is_no_directory_is_known_before_anything_is_changed(string make)
    {
        await _shell.AskAsync($"{make} '{_folder["x"]}'");

        Assert.IsType<StateComparison.Impossible>(await _shell.CompareAsync(At("x")));
    }

    private DirectoryResource At(string name) => new(_folder[name]) { Owner = Environment.UserName, Group = Environment.UserName };
}
