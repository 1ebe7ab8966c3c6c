using System.Text.RegularExpressions;

namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>
/// Mutation tests. The test breaks controls by hand; then the check of each one turns red, <c>drift</c> reports exactly these controls, and
/// <c>provision</c> repairs them. Controls whose checks would also see the damage of another one are not broken at the same time.
/// </summary>
[Collection(OneFleet.Name)]
public sealed class BrokenControlsAreSeen(ProvisionedFleet fleet)
{
    private const string SelfSigned =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /tmp/k -out /etc/pspload/tls/host.crt "
        + "-days 365 -subj /CN=app1.psp.test -addext subjectAltName=DNS:app1.psp.test 2>/dev/null; rm /tmp/k";

    private const string ConsoleReachesAll = "the console reaches port 22 of every host";

    private static readonly BrokenControl[] s_hosts =
    [
        new("app1", "nft flush table inet pspload_access", "nftables pspload_access", "app2 reaches port 22 of no other host"),
        new(
            "app1",
            "sed -i 's/^PermitRootLogin.*/PermitRootLogin yes/' /etc/ssh/sshd_config.d/10-pspload.conf",
            "sshd 10-pspload.conf",
            "app1 takes no password, no root and nobody but ops"
        ),
        new("outside", "systemctl -q disable pspload-firewall.service", "service pspload-firewall.service", "outside's firewall is loaded at boot"),
        new("app1", SelfSigned, "certificate /etc/pspload/tls/host.crt", "app1's certificate is valid for its names", "app1's certificate belongs to its key"),
        new("db1", "chmod 644 /etc/pspload/tls/host.key", "certificate /etc/pspload/tls/host.crt", "db1's private key is readable by root only"),
        new(
            "app2",
            "rm /usr/local/share/ca-certificates/pspload-root.crt; update-ca-certificates --fresh >/dev/null",
            "file /usr/local/share/ca-certificates/pspload-root.crt",
            "app2's certificate is valid for its names"
        ),
        new("db1", "rm /etc/pspload/tls/crl.pem", "file /etc/pspload/tls/crl.pem", "db1's certificate is valid for its names"),
        new("db1", "systemctl stop ntpsec", "service ntpsec.service", "db1 keeps its time with ntpd"),
        new("console", "systemctl stop named", "service named.service", "app1 resolves every host forward and reverse"),
        new("console", "echo 'db1 IN A nonsense' >>/etc/bind/pspload/psp.test.zone", "zone psp.test", "the zones are valid"),
    ];

    private static readonly BrokenControl[] s_services =
    [
        new(
            "db1",
            "nft insert rule inet pspload_access administration tcp dport 22 accept",
            "nftables pspload_access",
            "outside reaches port 22 of no other host"
        ),
        new(
            "console",
            "sed -i 's/^db1 IN A .*/db1 IN A 198.18.0.1/' /etc/bind/pspload/psp.test.zone; rndc reload >/dev/null",
            "zone psp.test",
            "app1 resolves every host forward and reverse"
        ),
        new(
            "console",
            "sed -i 's/allow-transfer { none; }/allow-transfer { any; }/' /etc/bind/named.conf.options; rndc reconfig",
            "file /etc/bind/named.conf.options",
            "outside is refused a zone transfer"
        ),
        new("app1", "echo nameserver 127.0.0.1 >/etc/resolv.conf", "file /etc/resolv.conf", "app1's own resolver finds the fleet"),
        new("console", "systemctl stop ntpsec", "service ntpsec.service", "app1 and console differ by less than a second"),
    ];

    /// <summary>Resources that differ because of a broken control: a service that was started with it, a command that depends on it.</summary>
    private static readonly (string Host, string Resource)[] s_followers = [("app2", "command trust the root"), ("console", "service named.service")];

    [Fact]
    public Task On_hosts() => AreSeenAsync(s_hosts);

    [Fact]
    public Task On_services() => AreSeenAsync(s_services);

    [Fact]
    public async Task On_a_host_that_lets_the_console_in_no_more()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        var console = fleet.Environment.Gateway.Address;
        await fleet.InContainerAsync(
            "app2",
            $"nft insert rule inet pspload_access administration ct state new ip saddr {console} tcp dport 22 reject with tcp reset"
        );
        var verified = await fleet.RunAsync("verify", "--json", "--limit", "console", "--role", "console");
        var drift = await fleet.RunAsync("drift", "--limit", "app2", "--role", "console");
        await fleet.InContainerAsync("app2", "nft flush table inet pspload_access");

        Assert.Equal(3, verified.ExitCode);
        Assert.Equal([ConsoleReachesAll], verified.Red);
        Assert.Equal(3, drift.ExitCode);
        Assert.Contains("app2", drift.Errors, StringComparison.Ordinal);
        await IsGoodAsync();
    }

    /// <summary>A check that no test has turned red proves nothing.</summary>
    [Fact]
    public async Task And_every_check_is_among_them()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();

        var verified = await fleet.RunAsync("verify", "--json");

        var broken = s_hosts.Concat(s_services).SelectMany(control => control.Checks).Append(ConsoleReachesAll).Select(AnyHost).ToHashSet();
        var checks = verified.Evidence.Where(evidence => evidence.Status == "green").Select(evidence => AnyHost(evidence.Check)).Distinct().ToList();
        Assert.NotEmpty(checks);
        Assert.All(checks, check => Assert.Contains(broken, start => check.StartsWith(start, StringComparison.Ordinal)));
    }

    private async Task AreSeenAsync(BrokenControl[] broken)
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        await Task.WhenAll(
            broken
                .GroupBy(control => control.Host)
                .Select(async controls =>
                {
                    foreach (var control in controls)
                        await fleet.OnHostAsync(control.Host, control.BreakIt);
                })
        );

        var verified = await fleet.RunAsync("verify", "--json");
        var drift = await fleet.RunAsync("drift", "--json");

        Assert.Equal(3, verified.ExitCode);
        Assert.All(broken.SelectMany(control => control.Checks), wanted =>
            Assert.Contains(verified.Red, check => check.StartsWith(wanted, StringComparison.Ordinal))
        );
        Assert.Equal(1, drift.ExitCode);
        var differing = drift.Resources.Where(row => row.Status == "changed").Select(row => (row.Host, row.Resource)).ToList();
        Assert.Equal(
            broken.Select(control => (control.Host, control.Resource)).Order(),
            differing.Where(row => broken.Any(control => (control.Host, control.Resource) == row)).Order()
        );
        Assert.Empty(differing.Except(broken.Select(control => (control.Host, control.Resource))).Except(s_followers));
        await IsGoodAsync();
    }

    private async Task IsGoodAsync()
    {
        await fleet.MadeGoodAsync();
        var verified = await fleet.RunAsync("verify", "--json");
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }

    private string AnyHost(string check) =>
        Regex.Replace(check, $@"\b({string.Join('|', fleet.Environment.Hosts.Select(host => host.Name))})\b", "*", RegexOptions.None, TimeSpan.FromSeconds(1));
}
