using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace PspLoad.Core.Environments;

/// <summary>
/// Strict address parsers. <see cref="IPAddress.TryParse(string, out IPAddress)"/> also accepts <c>10.1</c>, <c>0x0a000001</c> and octal numbers.
/// </summary>
public static class AddressText
{
    public const int FirstHostNumber = 2;
    public const int LastHostNumber = 254;

    /// <summary>Four decimal numbers from 0 to 255, separated by dots.</summary>
    public static bool TryIPv4(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        var parts = text.Split('.');
        if (parts.Length != 4 || !parts.All(part => TryNumber(part, byte.MaxValue, out _)))
            return false;

        address = IPAddress.Parse(text);
        return true;
    }

    /// <summary>An address that a single host may have: not 0/8, loopback, multicast or reserved (RFC 6890).</summary>
    public static bool IsUnicast(IPAddress address) => address.GetAddressBytes()[0] is > 0 and < 224 and not 127;

    /// <summary><c>.10</c>: host number 10 in the network that a lab picks for itself. Accepts any number that fits an octet.</summary>
    public static bool TryHostNumber(string text, out int number)
    {
        number = 0;
        return text.StartsWith('.') && TryNumber(text[1..], 999, out number);
    }

    /// <summary><c>203.0.113.10:2222</c></summary>
    public static bool TryEndpoint(string text, [NotNullWhen(true)] out IPEndPoint? endpoint)
    {
        endpoint = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (
            colon < 0
            || !TryIPv4(text[..colon], out var address)
            || !IsUnicastOrLoopback(address)
            || !TryNumber(text[(colon + 1)..], IPEndPoint.MaxPort, out var port)
            || port == 0
        )
        {
            return false;
        }

        endpoint = new IPEndPoint(address, port);
        return true;
    }

    /// <summary><c>198.18.0.0/15</c>, with no bit set after the prefix.</summary>
    public static bool TryNetwork(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && TryIPv4(text[..slash], out var address)
            && TryNumber(text[(slash + 1)..], 32, out var prefix)
            && (network = new IPNetwork(address, prefix)).BaseAddress.Equals(address);
    }

    // Loopback may be the local end of a tunnel that somebody else opened.
    private static bool IsUnicastOrLoopback(IPAddress address) => IsUnicast(address) || IPAddress.IsLoopback(address);

    private static bool TryNumber(string text, int largest, out int number)
    {
        number = 0;
        return text.Length > 0
            && text.All(char.IsAsciiDigit)
            && (text.Length == 1 || text[0] != '0')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number <= largest;
    }
}
