using PspLoad.Provisioning.Resources;

namespace PspLoad.UnitTests.Provisioning.Resources;

/// <summary>Uses a folder in place of <c>/proc/sys</c>.</summary>
public sealed class SysctlResourceTests : IDisposable
{
    private readonly SandboxShell _shell = SandboxShell.Create();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task It_is_set_now_and_for_the_next_boot()
    {
        await MountAsync("mkdir -p /mnt/net/ipv4 && printf '4096\\t131072\\t6291456\\n' >/mnt/net/ipv4/tcp_rmem && echo 60 >/mnt/swappiness");
        var declared = new SysctlResource("database", new Dictionary<string, string> { ["net.ipv4.tcp_rmem"] = "4096 131072 6291456", ["swappiness"] = "1" });

        var change = await _shell.ConvergeAsync(declared);

        Assert.Equal("swappiness 60 → 1, file created", change.Summary);
        Assert.Equal("net.ipv4.tcp_rmem = 4096 131072 6291456\nswappiness = 1\n", File.ReadAllText(_shell.Outside("/etc/sysctl.d/90-pspload-database.conf")));
        Assert.Equal("1", File.ReadAllText(_shell.Outside("/mnt/swappiness")).Trim());
    }

    [Fact]
    public async Task Where_the_kernel_is_anothers_it_is_not_here_unless_it_is_as_declared()
    {
        await MountAsync("echo 60 >/mnt/swappiness && mount -o remount,bind,ro /proc/sys", "mount -o remount,bind,ro /proc/sys");

        Assert.Contains("cannot be set", Assert.IsType<StateComparison.NotHere>(await _shell.CompareAsync(Swappiness("1"))).Why, StringComparison.Ordinal);
        Assert.Contains(
            "not known",
            Assert
                .IsType<StateComparison.NotHere>(await _shell.CompareAsync(new SysctlResource("x", new Dictionary<string, string> { ["no.such"] = "1" })))
                .Why,
            StringComparison.Ordinal
        );
        await _shell.ConvergeAsync(Swappiness("60"));
    }

    private static SysctlResource Swappiness(string value) => new("x", new Dictionary<string, string> { ["swappiness"] = value });

    private async Task MountAsync(string fill, string after = ":")
    {
        var result = await _shell.AskAsync($"{fill.Split(" && mount")[0]} && mount --bind /mnt /proc/sys && {after}");
        Assert.SkipUnless(result.ExitCode == 0, $"this machine does not let root mount over /proc/sys: {result.Output}");
    }
}
