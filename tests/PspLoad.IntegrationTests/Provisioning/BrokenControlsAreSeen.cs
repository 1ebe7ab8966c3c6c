namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>Mutation tests: break a control by hand, and its check turns red, drift names it, and a run makes it good.</summary>
[Collection(OneFleet.Name)]
public sealed class BrokenControlsAreSeen(ProvisionedFleet fleet)
{
    private const string SelfSigned =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /tmp/k -out /etc/pspload/tls/host.crt -days 365 -subj /CN=app1.psp.test -addext subjectAltName=DNS:app1.psp.test 2>/dev/null; rm /tmp/k";

    [Theory]
    [InlineData("console", "app1", "nft flush table inet pspload_access", "app2 reaches port 22 of no other host", "nftables pspload_access")]
    [InlineData("console", "db1", "nft insert rule inet pspload_access administration tcp dport 22 accept", "db2 reaches port 22 of no other host", "nftables pspload_access")]
    [InlineData("console", "app1", "sed -i 's/^PermitRootLogin.*/PermitRootLogin yes/' /etc/ssh/sshd_config.d/10-pspload.conf", "app1 takes no password, no root and nobody but ops", "sshd 10-pspload.conf")]
    [InlineData("console", "front", "systemctl -q disable pspload-firewall.service", "front's firewall is loaded at boot", "service pspload-firewall.service")]
    [InlineData("ca", "app1", SelfSigned, "app1's certificate is valid for its names", "certificate /etc/pspload/tls/host.crt")]
    [InlineData("ca", "db2", "chmod 644 /etc/pspload/tls/host.key", "db2's private key is readable by root only", "certificate /etc/pspload/tls/host.crt")]
    [InlineData("ca", "app2", "rm /usr/local/share/ca-certificates/pspload-root.crt; update-ca-certificates --fresh >/dev/null", "app2's certificate is valid for its names", "file /usr/local/share/ca-certificates/pspload-root.crt")]
    [InlineData("ca", "db1", "rm /etc/pspload/tls/crl.pem", "db1's certificate is valid for its names", "file /etc/pspload/tls/crl.pem")]
    [InlineData("dns", "console", "systemctl stop named", "app1 resolves every host forward and reverse", "service named.service")]
    [InlineData("dns", "console", "sed -i 's/^db1 IN A .*/db1 IN A 198.18.0.1/' /etc/bind/pspload/psp.test.zone; rndc reload >/dev/null", "app1 resolves every host forward and reverse", "zone psp.test")]
    [InlineData("dns", "console", "sed -i 's/allow-transfer { none; }/allow-transfer { any; }/' /etc/bind/named.conf.options; rndc reconfig", "outside is refused a zone transfer", "file /etc/bind/named.conf.options")]
    [InlineData("dns", "app1", "echo nameserver 127.0.0.1 >/etc/resolv.conf", "app1's own resolver finds the fleet", "file /etc/resolv.conf")]
    [InlineData("time", "console", "systemctl stop ntpsec", "app1 and console differ by less than a second", "service ntpsec.service")]
    [InlineData("time", "db1", "systemctl stop ntpsec", "db1 keeps its time with ntpd", "service ntpsec.service")]
    public async Task Breaking_a_control_turns_its_check_red(string role, string host, string breakIt, string check, string resource)
    {
        await fleet.ReadyAsync();
        await MadeGoodAsync(role);
        await fleet.OnHostAsync(host, breakIt);

        var verified = await fleet.RunAsync("verify", "--role", role, "--json");
        var drift = await fleet.RunAsync("drift", "--role", role, "--json");

        Assert.Equal(3, verified.ExitCode);
        Assert.Contains(verified.Evidence, evidence => evidence.Status == "red" && evidence.Check.StartsWith(check, StringComparison.Ordinal));
        Assert.Equal(1, drift.ExitCode);
        Assert.Contains(drift.Resources, row => row.Host == host && row.Resource == resource && row.Status == "changed");
        await MadeGoodAsync(role);
    }

    private async Task MadeGoodAsync(string role)
    {
        var provisioned = await fleet.RunAsync("provision", "--role", role, "--json");
        Assert.True(provisioned.ExitCode == 0, provisioned.ToString());
        var verified = await fleet.RunAsync("verify", "--role", role, "--json");
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }
}
