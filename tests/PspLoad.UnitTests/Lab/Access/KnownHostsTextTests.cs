using PspLoad.Lab.Access;

namespace PspLoad.UnitTests.Lab.Access;

public sealed class KnownHostsTextTests
{
    private const string Console = "console,198.18.7.10,[127.0.0.1]:20417 ssh-ed25519 AAAA\n";

    private static readonly Dictionary<string, (IReadOnlyList<string>, string)> s_pins = new()
    {
        ["console"] = (["198.18.7.10", "[127.0.0.1]:20417"], "ssh-ed25519 AAAA"),
    };

    [Fact]
    public void A_host_has_one_line_with_all_its_names() => Assert.Equal(Console, KnownHostsText.Pin("", s_pins));

    [Fact]
    public void Pinning_again_changes_nothing() => Assert.Equal(Console, KnownHostsText.Pin(Console, s_pins));

    [Fact]
    public void A_new_key_replaces_the_old_one_and_keeps_lines_of_other_hosts()
    {
        const string current = "# kept\nconsole,198.18.9.10 ssh-ed25519 OLD\nconsole2 ssh-ed25519 BBBB\nelsewhere ssh-ed25519 CCCC";
        Assert.Equal("# kept\nconsole2 ssh-ed25519 BBBB\nelsewhere ssh-ed25519 CCCC\n" + Console, KnownHostsText.Pin(current, s_pins));
    }

    [Fact]
    public void Unpinning_the_last_host_leaves_an_empty_file() => Assert.Equal("", KnownHostsText.Unpin(Console, ["console"]));
}
