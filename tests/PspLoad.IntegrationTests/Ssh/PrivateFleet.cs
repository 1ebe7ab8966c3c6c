using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PspLoad.Core.Environments;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Connections;

namespace PspLoad.IntegrationTests.Ssh;

/// <summary>A gateway and one host behind it, each a <see cref="PrivateSshd"/>, and the fleet that connects to them.</summary>
internal sealed class PrivateFleet : IAsyncDisposable
{
    public const string GatewayName = "console";
    public const string HostName = "app1";

    private readonly DirectoryInfo _folder;
    private readonly PspEnvironment _environment;

    private PrivateFleet(DirectoryInfo folder, PspEnvironment environment, PrivateSshd gateway, PrivateSshd target)
    {
        (_folder, _environment, GatewaySshd, TargetSshd) = (folder, environment, gateway, target);
        Fleet = NewFleet();
    }

    public PrivateSshd GatewaySshd { get; }

    public PrivateSshd TargetSshd { get; }

    public SshFleet Fleet { get; }

    public SshHost Host => Fleet.Host(HostName);

    public SshHost Gateway => Fleet.Host(GatewayName);

    public string Folder => _folder.FullName;

    public string KnownHostsFile => _environment.Ssh.KnownHostsFile;

    public static async Task<PrivateFleet> StartAsync(string targetConfiguration = "")
    {
        Assert.SkipWhen(PrivateSshd.WhyNot is not null, PrivateSshd.WhyNot ?? "");
        var folder = Directory.CreateTempSubdirectory("pspload-ssh-");
        var key = Path.Combine(folder.FullName, "key");
        await PrivateSshd.ToolAsync("ssh-keygen", "-q", "-t", "ecdsa", "-b", "256", "-m", "PKCS8", "-N", "", "-f", key);

        var port = FreePort();
        var gateway = await PrivateSshd.StartAsync(folder.FullName, GatewayName, new(IPAddress.Parse("127.0.0.11"), port), key + ".pub");
        var target = await PrivateSshd.StartAsync(folder.FullName, HostName, new(IPAddress.Parse("127.0.0.12"), port), key + ".pub", targetConfiguration);
        var environment = new PspEnvironment(
            "private",
            Path.Combine(folder.FullName, "private.yaml"),
            "psp.test",
            [new(GatewayName, gateway.EndPoint.Address, [], null), new(HostName, target.EndPoint.Address, [], null)],
            new SshSettings(Environment.UserName, port, key, GatewayName, gateway.EndPoint, Path.Combine(folder.FullName, "known_hosts"), null),
            null,
            new Dictionary<string, RoleParameters>()
        );
        var fleet = new PrivateFleet(folder, environment, gateway, target);
        await fleet.PinAsync();
        return fleet;
    }

    /// <summary>A second fleet for the same hosts, with its own connections.</summary>
    public SshFleet NewFleet(SshOptions? options = null, ILoggerFactory? loggers = null) => new(_environment, options, loggers: loggers);

    public SshFleet NewFleet(Func<SshSettings, SshSettings> change, SshOptions? options = null) =>
        new(_environment with { Ssh = change(_environment.Ssh) }, options);

    /// <summary>Writes the current host keys of both servers to known_hosts.</summary>
    public Task PinAsync() => File.WriteAllLinesAsync(KnownHostsFile, [$"{GatewayName} {GatewaySshd.PublicHostKey}", $"{HostName} {TargetSshd.PublicHostKey}"]);

    public async ValueTask DisposeAsync()
    {
        await Fleet.DisposeAsync();
        await TargetSshd.DisposeAsync();
        await GatewaySshd.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
