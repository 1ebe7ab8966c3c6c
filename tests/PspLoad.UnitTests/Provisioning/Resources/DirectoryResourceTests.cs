using PspLoad.Provisioning.Resources;

namespace PspLoad.UnitTests.Provisioning.Resources;

public sealed class DirectoryResourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LocalShell shell = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_is_made_with_its_parents_and_its_exact_mode()
    {
        await shell.ConvergeAsync(At("a/b c") with { Mode = "2750" });
        await shell.ConvergeAsync(At("a/b c") with { Mode = "0700" });

        Assert.Equal("drwx------", (await shell.AskAsync($"stat -c %A '{folder["a/b c"]}'")).Output);
    }

    [Fact]
    public async Task A_link_to_a_directory_counts_as_the_directory()
    {
        Directory.CreateDirectory(folder["real"]);
        Directory.CreateSymbolicLink(folder["link"], folder["real"]);

        await shell.ConvergeAsync(At("link") with { Mode = "0711" });

        Assert.Equal("drwx--x--x", (await shell.AskAsync($"stat -c %A '{folder["real"]}'")).Output);
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("ln -s nowhere")]
    public async Task What_is_no_directory_is_known_before_anything_is_changed(string make)
    {
        await shell.AskAsync($"{make} '{folder["x"]}'");

        Assert.IsType<Verdict.Impossible>(await shell.CompareAsync(At("x")));
    }

    private DirectoryResource At(string name) => new(folder[name]) { Owner = Environment.UserName, Group = Environment.UserName };
}
