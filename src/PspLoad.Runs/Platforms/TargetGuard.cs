using System.Net;
using System.Net.Sockets;
using PspLoad.Core.Errors;
using PspLoad.Load.Http;

namespace PspLoad.Runs.Platforms;

/// <summary>Allows load only to this machine's loopback, where a lab publishes its front, or to a target that its owner names twice.</summary>
public static class TargetGuard
{
    /// <summary>Returns the target, pinned to the address that was checked.</summary>
    /// <exception cref="OperationFailedException">The target is remote and <c>--i-own-this-target</c> does not name it, or it has no address.</exception>
    public static (HttpTarget Target, bool IsLocal) Admit(HttpTarget target, string? ownedHost)
    {
        var addresses = target.ConnectTo is { } fixedAddress ? [fixedAddress.Address] : Resolve(target.Host);
        if (addresses.All(IPAddress.IsLoopback))
            return (target with { ConnectTo = target.ConnectTo ?? new IPEndPoint(addresses[0], target.Port) }, true);
        if (string.Equals(ownedHost, target.Host, StringComparison.OrdinalIgnoreCase))
            return (target, false);
        throw new OperationFailedException(
            ExitCode.InvalidUsage,
            ownedHost is null ? $"{target.Host} is not this machine" : $"--i-own-this-target names {ownedHost}, the URL names {target.Host}",
            $"load on someone else's system is an attack; if it is yours, add --i-own-this-target {target.Host}"
        );
    }

    private static IPAddress[] Resolve(string host)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        try
        {
            // IPv4 first, because loopback servers listen there.
            return [.. Dns.GetHostAddresses(host).OrderBy(address => address.AddressFamily == AddressFamily.InterNetworkV6)];
        }
        catch (SocketException unknown)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{host} has no address ({unknown.Message})",
                "correct --url or add --connect-to ADDRESS",
                unknown
            );
        }
    }
}
