using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using PspLoad.Core.Errors;
using PspLoad.Load.Http;

namespace PspLoad.Runs.Platforms;

/// <summary>Allows load only to this machine's loopback, where a lab publishes its front, or to a target that its owner names twice.</summary>
public static class TargetGuard
{
    private static readonly TimeSpan s_lookUpLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_connectLimit = TimeSpan.FromSeconds(1);

    /// <summary>Returns the target, pinned to the address that was checked.</summary>
    /// <exception cref="OperationFailedException">The target is remote and <c>--i-own-this-target</c> does not name it, or it has no address.</exception>
    public static async Task<(HttpTarget Target, bool IsLocal)> AdmitAsync(HttpTarget target, string? ownedHost, CancellationToken cancellationToken)
    {
        var addresses = target.ConnectTo is { } fixedAddress ? [fixedAddress.Address] : await ResolveAsync(target.Host, cancellationToken);
        if (addresses.All(IPAddress.IsLoopback))
        {
            var pinned = target.ConnectTo ?? new IPEndPoint(await AnsweringAsync(addresses, target.Port, cancellationToken), target.Port);
            return (target with { ConnectTo = pinned }, true);
        }
        if (ownedHost is not null && string.Equals(ToAscii(ownedHost.Trim('[', ']')), target.Host, StringComparison.OrdinalIgnoreCase))
            return (target, false);
        if (addresses.Any(IsOwn))
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{target.Host} is this machine, but not its loopback, so others could be behind it",
                $"use 127.0.0.1, or add --i-own-this-target {target.Host}"
            );
        }
        throw new OperationFailedException(
            ExitCode.InvalidUsage,
            ownedHost is null ? $"{target.Host} is not this machine" : $"--i-own-this-target names {ownedHost}, the URL names {target.Host}",
            $"load on someone else's system is an attack; if it is yours, add --i-own-this-target {target.Host}"
        );
    }

    private static bool IsOwn(IPAddress address) =>
        address.Equals(IPAddress.Any)
        || address.Equals(IPAddress.IPv6Any)
        || NetworkInterface.GetAllNetworkInterfaces().Any(card => card.GetIPProperties().UnicastAddresses.Any(own => own.Address.Equals(address)));

    /// <summary>A name of this machine may have an address in both families, and the server may listen in one. Takes the first that accepts.</summary>
    private static async Task<IPAddress> AnsweringAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        if (addresses.Length == 1)
            return addresses[0];
        foreach (var address in addresses)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).AsTask().WaitAsync(s_connectLimit, cancellationToken);
                return address;
            }
            catch (Exception e) when (e is SocketException or TimeoutException)
            {
                // The load itself reports that nobody listens, if that is so at the other addresses, too.
            }
        }
        return addresses[0];
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal.IsIPv4MappedToIPv6 ? literal.MapToIPv4() : literal];
        try
        {
            // The system's resolver cannot be cancelled, so the wait for it is.
            var addresses = await Dns.GetHostAddressesAsync(host, CancellationToken.None).WaitAsync(s_lookUpLimit, cancellationToken);
            // IPv4 first, because loopback servers listen there.
            return addresses.Length > 0
                ? [.. addresses.OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6)]
                : throw new SocketException((int)SocketError.HostNotFound);
        }
        catch (Exception unknown) when (unknown is SocketException or TimeoutException)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{host} has no address ({unknown.Message.TrimEnd('.')})",
                "correct the URL or add --connect-to ADDRESS",
                unknown
            );
        }
    }

    /// <summary>The form that a URL's host has, too: RFC 5891.</summary>
    private static string ToAscii(string host)
    {
        try
        {
            return new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            return host;
        }
    }
}
