namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>
/// Mutation tests: break controls by hand, and the check of each turns red, drift names exactly what was broken, and a run makes it good. Controls
/// whose checks would also see another's damage are not broken together.
/// </summary>
[Collection(OneFleet.Name)]
public sealed class BrokenControlsAreSeen(ProvisionedFleet fleet)
{
    private const string SelfSigned =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /tmp/k -out /etc/pspload/tls/host.crt -days 365 -subj /CN=app1.psp.test -addext subjectAltName=DNS:app1.psp.test 2>/dev/null; rm /tmp/k";

    private static readonly BrokenControl[] Hosts =
    [
        new("app1", "nft flush table inet pspload_access", "app2 reaches port 22 of no other host", "nftables pspload_access"),
        new("app1", "sed -i 's/^PermitRootLogin.*/PermitRootLogin yes/' /etc/ssh/sshd_config.d/10-pspload.conf", "app1 takes no password, no root and nobody but ops", "sshd 10-pspload.conf"),
        new("front", "systemctl -q disable pspload-firewall.service", "front's firewall is loaded at boot", "service pspload-firewall.service"),
        new("app1", SelfSigned, "app1's certificate is valid for its names", "certificate /etc/pspload/tls/host.crt"),
        new("db2", "chmod 644 /etc/pspload/tls/host.key", "db2's private key is readable by root only", "certificate /etc/pspload/tls/host.crt"),
        new("app2", "rm /usr/local/share/ca-certificates/pspload-root.crt; update-ca-certificates --fresh >/dev/null", "app2's certificate is valid for its names", "file /usr/local/share/ca-certificates/pspload-root.crt"),
        new("db1", "rm /etc/pspload/tls/crl.pem", "db1's certificate is valid for its names", "file /etc/pspload/tls/crl.pem"),
        new("db1", "systemctl stop ntpsec", "db1 keeps its time with ntpd", "service ntpsec.service"),
        new("console", "systemctl stop named", "app1 resolves every host forward and reverse", "service named.service"),
    ];

    private static readonly BrokenControl[] Services =
    [
        new("db1", "nft insert rule inet pspload_access administration tcp dport 22 accept", "db2 reaches port 22 of no other host", "nftables pspload_access"),
        new("console", "sed -i 's/^db1 IN A .*/db1 IN A 198.18.0.1/' /etc/bind/pspload/psp.test.zone; rndc reload >/dev/null", "app1 resolves every host forward and reverse", "zone psp.test"),
        new("console", "sed -i 's/allow-transfer { none; }/allow-transfer { any; }/' /etc/bind/named.conf.options; rndc reconfig", "outside is refused a zone transfer", "file /etc/bind/named.conf.options"),
        new("app1", "echo nameserver 127.0.0.1 >/etc/resolv.conf", "app1's own resolver finds the fleet", "file /etc/resolv.conf"),
        new("console", "systemctl stop ntpsec", "app1 and console differ by less than a second", "service ntpsec.service"),
    ];

    /// <summary>What differs as well because of a broken control: what a service was started with, what a command guards.</summary>
    private static readonly (string Host, string Resource)[] Followers =
    [
        ("app2", "command trust the root"),
        ("console", "service named.service"),
    ];

    [Fact]
    public Task On_hosts() => AreSeenAsync(Hosts);

    [Fact]
    public Task On_services() => AreSeenAsync(Services);

    private async Task AreSeenAsync(BrokenControl[] broken)
    {
        await fleet.ReadyAsync();
        await MadeGoodAsync();
        foreach (var control in broken)
            await fleet.OnHostAsync(control.Host, control.BreakIt);

        var verified = await fleet.RunAsync("verify", "--json");
        var drift = await fleet.RunAsync("drift", "--json");

        Assert.Equal(3, verified.ExitCode);
        var red = verified.Evidence.Where(evidence => evidence.Status == "red").Select(evidence => evidence.Check).ToList();
        Assert.All(broken, control => Assert.Contains(red, check => check.StartsWith(control.Check, StringComparison.Ordinal)));
        Assert.Equal(1, drift.ExitCode);
        var differing = drift.Resources.Where(row => row.Status == "changed").Select(row => (row.Host, row.Resource)).ToList();
        Assert.Equal(broken.Select(control => (control.Host, control.Resource)).Order(), differing.Where(row => broken.Any(control => (control.Host, control.Resource) == row)).Order());
        Assert.Empty(differing.Except(broken.Select(control => (control.Host, control.Resource))).Except(Followers));
        await MadeGoodAsync();
    }

    private async Task MadeGoodAsync()
    {
        var provisioned = await fleet.RunAsync("provision", "--json");
        Assert.True(provisioned.ExitCode == 0, provisioned.ToString());
        var verified = await fleet.RunAsync("verify", "--json");
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }
}
