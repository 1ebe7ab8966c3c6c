using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.HostKeys;
using PspLoad.Provisioning.Ssh.Sessions;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>Makes one attempt to connect and log in to a host of the environment. Verifies the host key first.</summary>
internal sealed class SshDialer(PspEnvironment environment, SshOptions options, TimeProvider time, ILogger logger)
{
    private readonly SshSettings _ssh = environment.Ssh;

    /// <param name="gateway">null to connect directly (the host is the gateway)</param>
    /// <exception cref="HostKeyRefusedException">the host key is unknown, changed or revoked</exception>
    /// <exception cref="HostUnreachableException">the attempt failed and may be retried</exception>
    /// <exception cref="OperationFailedException">the attempt failed and a retry is pointless</exception>
    public async Task<LiveConnection> DialAsync(HostDefinition host, LiveConnection? gateway, CancellationToken cancellationToken)
    {
        var pins = Pins(host);
        using var key = LoginKey.Load(_ssh.KeyFile, options);
        try
        {
            return await DialAsync(host, gateway, pins, pins.Algorithms, key, cancellationToken);
        }
        catch (SshConnectionException e) when (e.Message.Contains("host key algorithm", StringComparison.OrdinalIgnoreCase))
        {
            // The host has no key of a pinned type. Get the key it has, to name it in the refusal.
            return await DialAsync(host, gateway, pins, HostPins.AllAlgorithms, key, cancellationToken);
        }
    }

    private async Task<LiveConnection> DialAsync(
        HostDefinition host,
        LiveConnection? gateway,
        HostPins pins,
        IReadOnlyList<string> hostKeyAlgorithms,
        PrivateKeyFile key,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        var tunnel = gateway is null ? null : new GatewayTunnel();
        var endPoint = tunnel?.EndPoint ?? _ssh.GatewayEndpoint ?? new IPEndPoint(host.Address, _ssh.Port);
        var info = new ConnectionInfo(endPoint.Address.ToString(), endPoint.Port, _ssh.User, new PrivateKeyAuthenticationMethod(_ssh.User, key))
        {
            Timeout = options.ConnectTimeout,
            MaxSessions = options.MaxSessions,
        };
        OfferedAlgorithms.Apply(info, hostKeyAlgorithms);

        HostKeyRefusedException? refusal = null;
        var client = new SshClient(info);
        client.HostKeyReceived += (_, shown) =>
        {
            refusal = pins.Judge(shown.HostKey);
            shown.CanTrust = refusal is null;
        };

        if (tunnel is not null)
            _ = DedicatedThread.Run(() => tunnel.Carry(gateway!.Client, host.Address, _ssh.Port));
        var connecting = DedicatedThread.Run(client.Connect);
        try
        {
            await connecting.WaitAsync(cancellationToken);
            // From here on keep-alives, not a timeout per message, limit how long to wait for the host.
            info.Timeout = Timeout.InfiniteTimeSpan;
            var elapsed = time.GetElapsedTime(started);
            logger.Connected(host.Name, elapsed, info.CurrentKeyExchangeAlgorithm, info.CurrentServerEncryption, info.CurrentHostKeyAlgorithm);
            return new LiveConnection(host.Name, client, tunnel, options.MaxSessions, logger);
        }
        catch (Exception e)
        {
            tunnel?.Dispose();
            _ = connecting.ContinueWith(_ => client.Dispose(), CancellationToken.None, TaskContinuationOptions.LongRunning, TaskScheduler.Default);
            if (e is OperationCanceledException)
                throw;
            if (refusal is not null)
                throw refusal;
            if (Translate(e, host, gateway, tunnel) is { } translated)
                throw translated;
            throw;
        }
    }

    private OperationFailedException? Translate(Exception e, HostDefinition host, LiveConnection? gateway, GatewayTunnel? tunnel) =>
        e switch
        {
            SshAuthenticationException => new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{host.Name}: sshd refused user {_ssh.User} with key {_ssh.KeyFile}",
                $"put its public key into the authorized_keys of {_ssh.User} on {host.Name}",
                e
            ),
            SshConnectionException when e.Message.Contains("host key algorithm", StringComparison.OrdinalIgnoreCase) => null,
            SshConnectionException when e.Message.StartsWith("No matching", StringComparison.Ordinal) => new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{host.Name}: no common algorithm with its sshd: {e.Message}",
                "allow one of them in its sshd_config"
            ),
            _ when tunnel is { Refused: true } => new HostUnreachableException(
                host.Name,
                $"{gateway!.Host} cannot reach {host.Address}:{_ssh.Port}",
                "is the host up, does its sshd listen there, and may the gateway forward (AllowTcpForwarding)?",
                e
            ),
            SocketException or SshException or ProxyException or IOException or ObjectDisposedException => new HostUnreachableException(
                host.Name,
                e.Message,
                "is the host up, and does its sshd listen there?",
                e
            ),
            _ => null,
        };

    private HostPins Pins(HostDefinition host)
    {
        string[] names = [host.Name, $"{host.Name}.{environment.Domain}", $"[{host.Name}]:{_ssh.Port}", $"[{host.Name}.{environment.Domain}]:{_ssh.Port}"];
        string[] addresses = [host.Address.ToString(), $"[{host.Address}]:{_ssh.Port}"];
        return KnownHosts.Load(_ssh.KnownHostsFile).PinsOf(host.Name, names, addresses);
    }
}
