using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Environments;
using PspLoad.Provisioning.Ssh.Commands;
using PspLoad.Provisioning.Ssh.Connections;

namespace PspLoad.Provisioning.Ssh;

/// <summary>
/// All hosts of an environment over SSH. Each host has one connection, which is opened on first use. All connections go through the gateway's,
/// with pinned host keys on both hops. Disposing closes the connections.
/// </summary>
public sealed class SshFleet : IAsyncDisposable
{
    private readonly FrozenDictionary<string, HostConnection> _connections;
    private readonly FrozenDictionary<string, SshHost> _hosts;
    private readonly string _gateway;

    /// <param name="environment">with absolute addresses; a lab must be attached</param>
    public SshFleet(PspEnvironment environment, SshOptions? options = null, TimeProvider? time = null, ILoggerFactory? loggers = null)
    {
        options ??= SshOptions.Default;
        time ??= TimeProvider.System;
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("PspLoad.Ssh");
        var dialer = new SshDialer(environment, options, time, logger);
        var root = new RootAccessProbe(environment.Ssh);
        _gateway = environment.Ssh.Gateway;

        HostConnection gateway = new(environment.Gateway, dialer, null, options, time, logger);
        _connections = environment.Hosts.ToFrozenDictionary(
            host => host.Name,
            host => host.Name == _gateway ? gateway : new HostConnection(host, dialer, gateway, options, time, logger)
        );
        _hosts = _connections.ToFrozenDictionary(pair => pair.Key, pair => new SshHost(pair.Value, root));
    }

    /// <summary>All hosts, in no particular order.</summary>
    public IReadOnlyCollection<SshHost> Hosts => _hosts.Values;

    /// <exception cref="KeyNotFoundException">the environment has no host with this name</exception>
    public SshHost Host(string name) => _hosts.TryGetValue(name, out var host) ? host : throw new KeyNotFoundException($"the environment has no host '{name}'");

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_connections.Where(pair => pair.Key != _gateway).Select(pair => pair.Value.DisposeAsync().AsTask()));
        await _connections[_gateway].DisposeAsync();
    }
}
