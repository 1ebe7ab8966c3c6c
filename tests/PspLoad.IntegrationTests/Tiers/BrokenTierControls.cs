using PspLoad.IntegrationTests.Provisioning;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>
/// Mutation tests of the application tier's checks. The test breaks controls by hand; then the check of each one turns red, <c>drift</c> reports
/// it, and <c>provision</c> repairs it.
/// </summary>
[Collection(OneTierFleet.Name)]
public sealed class BrokenTierControls(TierFleet fleet)
{
    private static readonly BrokenControl[] s_broken =
    [
        new(
            "console",
            "sed -i 's/enabled: true/enabled: false/' /etc/docker/registry/config.yml; systemctl restart docker-registry",
            "file /etc/docker/registry/config.yml",
            "the account for pulling cannot push"
        ),
        new("console", "nft flush table inet pspload_registry", "nftables pspload_registry", "the registry answers app1 over trusted TLS"),
        new(
            "console",
            "chmod 444 /etc/pspload/registry/push.json",
            "file /etc/pspload/registry/push.json",
            "the credentials for pushing are readable by root only"
        ),
        new(
            "app2",
            "systemctl -q unmask containerd.service; systemctl start containerd.service",
            "command no Docker that runs as root",
            "app2's container engine is rootless"
        ),
        new(
            "app2",
            $"sed -i 's/ --read-only / /' /etc/systemd/user/psp.service; {Restart("psp")}",
            "file /etc/systemd/user/psp.service",
            "the application's container on app2 is confined"
        ),
        new("app2", "chmod 444 /etc/pspload/application/merchants.json", "file /etc/pspload/application/merchants.json", "the application's secrets on app2"),
        new("app1", "nft flush table inet pspload_application", "nftables pspload_application", "outside does not reach the application on app1"),
        new(
            "outside",
            $"sed -i 's/--cap-drop ALL/--cap-drop NET_RAW/' /etc/systemd/user/acquirer.service; {Restart("acquirer")}",
            "file /etc/systemd/user/acquirer.service",
            "the acquirer's container on outside is confined"
        ),
        new("front", "systemctl stop psp-front", "service psp-front.service", "front's health checker runs"),
        new(
            "front",
            "sed -i 's/ssl_reject_handshake on/ssl_reject_handshake off/' /etc/nginx/nginx.conf; systemctl reload nginx",
            "file /etc/nginx/nginx.conf",
            "outside reaches the API at front"
        ),
        new("front", "nft flush table inet pspload_front", "nftables pspload_front", "outside does not reach the internal port of front"),
        new("front", "rm /var/lib/pspload/front/active/*", "command an active application server", "front has one active application server"),
    ];

    [Fact]
    public async Task Are_seen()
    {
        await fleet.ReadyAsync();
        await MadeGoodAsync();
        foreach (var control in s_broken)
            await fleet.OnHostAsync(control.Host, control.BreakIt);

        var verified = await fleet.RunAsync("verify", "--json");
        var drift = await fleet.RunAsync("drift", "--json");

        var red = verified.Evidence.Where(evidence => evidence.Status == "red").Select(evidence => evidence.Check).ToList();
        Assert.All(s_broken.SelectMany(control => control.Checks), wanted => Assert.Contains(red, check => check.StartsWith(wanted, StringComparison.Ordinal)));
        var differing = drift.Resources.Where(row => row.Status == "changed").Select(row => (row.Host, row.Resource)).ToList();
        Assert.All(s_broken, control => Assert.Contains((control.Host, control.Resource), differing));
        await MadeGoodAsync();
    }

    [Fact]
    [Trait(EveryRun.Name, EveryRun.Yes)]
    public async Task A_second_run_changes_nothing()
    {
        await fleet.ReadyAsync();
        await MadeGoodAsync();

        var second = await fleet.RunAsync("provision", "--json");

        Assert.Equal(0, second.ExitCode);
        Assert.All(second.Resources, row => Assert.Equal("ok", row.Status));
    }

    private static string Restart(string unit) =>
        $"runuser -u psp -- env XDG_RUNTIME_DIR=/run/user/$(id -u psp) sh -c 'systemctl --user daemon-reload; systemctl --user restart {unit}'";

    private async Task MadeGoodAsync()
    {
        var provisioned = await fleet.RunAsync("provision", "--json");
        Assert.True(provisioned.ExitCode == 0, provisioned.ToString());
        var verified = await fleet.RunAsync("verify", "--json");
        Assert.True(verified.ExitCode == 0, verified.ToString());
    }
}
