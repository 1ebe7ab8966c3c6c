using PspLoad.Provisioning.Resources;

namespace PspLoad.UnitTests.Provisioning.Resources;

public sealed class GuardedCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalShell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_runs_until_its_guard_says_that_it_is_done()
    {
        await _shell.ConvergeAsync(new GuardedCommand("make a", $"touch '{_folder["a"]}'") { Creates = _folder["a"] });
        await _shell.ConvergeAsync(new GuardedCommand("make b", $"touch '{_folder["b"]}'") { Unless = $"# found\ntest -e '{_folder["b"]}'" });
    }

    [Fact]
    public async Task What_its_guard_said_does_not_count_where_something_before_it_is_about_to_change()
    {
        var service = new GuardedCommand("restart", "true") { Unless = "false" };
        var ready = new GuardedCommand("ready", "true") { Unless = "true", AfterChangeOf = [service] };
        var probe = await _shell.AskAsync(ready.ProbeScript);

        Assert.IsType<StateComparison.Differs>(ready.Compare(probe, new HashSet<string> { service.Id }));
        Assert.Equal(StateComparison.AsDeclared, ready.Compare(probe, new HashSet<string> { "command another" }));
    }

    [Fact]
    public async Task Without_exactly_one_guard_it_is_a_defect()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _shell.CompareAsync(new GuardedCommand("a", "true")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _shell.CompareAsync(new GuardedCommand("a", "true") { Creates = "/a", Unless = "true" }));
    }

    [Fact]
    public async Task An_absent_file_is_removed_and_so_is_a_link_to_nothing()
    {
        await _shell.AskAsync($"touch '{_folder["a"]}'; ln -s nowhere '{_folder["b"]}'");

        await _shell.ConvergeAsync(new AbsentFile(_folder["a"]));
        await _shell.ConvergeAsync(new AbsentFile(_folder["b"]));
    }
}
