using System.Buffers.Binary;
using System.Net;

namespace PspLoad.Lab.Network;

/// <summary>The order in which a lab tries the /24 networks of its range. Depends only on the seed and the taken networks.</summary>
internal static class SubnetChoice
{
    public const int PrefixLength = 24;

    /// <param name="range">IPv4, /24 or larger</param>
    /// <param name="seed">the same seed starts at the same subnet, so a lab usually keeps its addresses</param>
    /// <param name="taken">networks that the result must not overlap</param>
    /// <returns>every free /24 of the range, in the order to try</returns>
    public static IEnumerable<IPNetwork> Candidates(IPNetwork range, uint seed, IReadOnlyCollection<IPNetwork> taken)
    {
        var count = 1u << (PrefixLength - range.PrefixLength);
        var first = ToNumber(range.BaseAddress);
        for (var step = 0u; step < count; step++)
        {
            var subnet = new IPNetwork(ToAddress(first + (((seed % count) + step) % count << (32 - PrefixLength))), PrefixLength);
            if (!taken.Any(other => Overlap(subnet, other)))
                yield return subnet;
        }
    }

    /// <returns>address number <paramref name="host"/> of the subnet</returns>
    public static IPAddress Host(IPNetwork subnet, byte host) => ToAddress(ToNumber(subnet.BaseAddress) + host);

    public static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    public static uint ToNumber(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress ToAddress(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
