using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>The two application servers, and the ways to disturb them.</summary>
internal sealed class Nodes(TierFleet fleet)
{
    private const string Docker = """docker() { runuser -u psp -- env DOCKER_HOST="unix:///run/user/$(id -u psp)/docker.sock" docker "$@"; }""";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static string Other(string node) => node == "app1" ? "app2" : "app1";

    /// <summary>Name of the server that the running NGINX uses.</summary>
    public Task<string> ActiveAsync() => fleet.OnHostAsync("front", "curl -s http://127.0.0.1:8081/active");

    /// <summary>Sends a signal to the node's program, which is the first process of its container.</summary>
    public Task SignalAsync(string node, string signal) =>
        fleet.OnHostAsync(node, $"{Docker}\nkill -{signal} $(docker inspect --format '{{{{.State.Pid}}}}' psp)");

    public Task ServiceAsync(string node, string verb) =>
        fleet.OnHostAsync(node, $"runuser -u psp -- env XDG_RUNTIME_DIR=/run/user/$(id -u psp) systemctl --user {verb} psp.service");

    /// <summary>Digest of the running image.</summary>
    public Task<string> DigestAsync(string node) => fleet.OnHostAsync(node, $"{Docker}\ndocker inspect --format '{{{{.Config.Image}}}}' psp | sed 's/.*@//'");

    /// <summary>Replaces the node's certificate by a self-signed one of the same key.</summary>
    public Task TakeForeignCertificateAsync(string node) =>
        fleet.OnHostAsync(
            node,
            """
            cd /etc/pspload/application
            openssl req -x509 -key tls.key -out tls.crt -days 365 -subj "/CN=$(hostname)" 2>/dev/null
            """
        );

    /// <summary>Drops all packets from and to the front.</summary>
    public Task DropNetworkAsync(string node) =>
        fleet.OnHostAsync(
            node,
            $$"""
            nft -f - <<END
            table inet test_fault {
                chain input { type filter hook input priority -20; ip saddr {{fleet.Environment.Host("front").Address}} drop; }
                chain output { type filter hook output priority -20; ip daddr {{fleet.Environment.Host("front").Address}} drop; }
            }
            END
            """
        );

    public Task RestoreNetworkAsync(string node) => fleet.OnHostAsync(node, "nft delete table inet test_fault");

    public Task UntilActiveAsync(string node, CancellationToken cancellationToken) =>
        Wait.UntilAsync($"{node} is active", s_patience, async () => await ActiveAsync() == node, cancellationToken);

    /// <summary>Waits until the front reports both servers as ready.</summary>
    public Task UntilBothReadyAsync(CancellationToken cancellationToken) =>
        Wait.UntilAsync(
            "both application servers are ready",
            s_patience,
            async () =>
                (await fleet.OnHostAsync("front", "psp-front status")).Split('\n').Count(line => line.EndsWith(" ready", StringComparison.Ordinal)) == 2,
            cancellationToken
        );

    /// <summary>Makes a server active. Waits first until both are ready, which the front reports some seconds after a server came back.</summary>
    public async Task MakeActiveAsync(string node, CancellationToken cancellationToken)
    {
        await UntilBothReadyAsync(cancellationToken);
        await fleet.OnHostAsync("front", $"psp-front switch {node} 'for a test'");
    }
}
