using PspLoad.Lab.Hosts;

namespace PspLoad.UnitTests.Lab.Hosts;

public sealed class HostFilesTests
{
    [Fact]
    public void The_perimeter_lets_the_fleet_in_and_the_machine_only_to_published_ports()
    {
        var rules = Rules(TestSpec.Front);
        Assert.Equal(
            [
                "iif lo accept",
                "ct state established,related accept",
                "ip saddr 198.18.7.2-198.18.7.254 accept",
                "ip saddr 198.18.7.1 tcp dport { 443 } accept",
                "drop",
            ],
            rules
        );
    }

    [Fact]
    public void A_host_without_published_ports_accepts_nothing_from_the_machine() =>
        Assert.DoesNotContain(Rules(TestSpec.Front with { Published = [] }), rule => rule.Contains("198.18.7.1 ", StringComparison.Ordinal));

    [Fact]
    public void Loading_the_perimeter_again_replaces_only_its_own_table()
    {
        var text = HostFiles.Perimeter(TestSpec.Front);
        Assert.DoesNotContain("flush", text);
        Assert.Contains("table inet lab_perimeter\ndelete table inet lab_perimeter\ntable inet lab_perimeter {", text);
    }

    [Fact]
    public void An_ordinary_administrator_gets_a_key_and_sudo()
    {
        var files = HostFiles.For(TestSpec.Front);
        Assert.Equal("ecdsa-sha2-nistp256 AAAA\n", files["/etc/ssh/authorized_keys/ops"].Text);
        Assert.Equal(("ops ALL=(ALL:ALL) NOPASSWD: ALL\n", Convert.ToInt32("440", 8)), files["/etc/sudoers.d/ops"]);
        Assert.Equal("Port 22\n", files["/etc/ssh/sshd_config.d/10-lab.conf"].Text);
    }

    [Fact]
    public void An_administrator_named_root_logs_in_by_key_only()
    {
        var files = HostFiles.For(TestSpec.Front with { User = "root", SshPort = 2222 });
        Assert.Equal("Port 2222\nPermitRootLogin prohibit-password\n", files["/etc/ssh/sshd_config.d/10-lab.conf"].Text);
        Assert.DoesNotContain("/etc/sudoers.d/root", files.Keys);
    }

    private static IEnumerable<string> Rules(HostSpec spec) =>
        HostFiles
            .Perimeter(spec)
            .Split('\n')
            .Select(line => line.Trim())
            .SkipWhile(line => !line.StartsWith("type filter", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line != "}");
}
