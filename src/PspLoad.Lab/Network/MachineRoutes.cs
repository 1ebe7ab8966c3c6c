using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace PspLoad.Lab.Network;

/// <summary>IPv4 networks with a route on this machine, from <c>/proc/net/route</c> (proc(5)).</summary>
internal static class MachineRoutes
{
    public static IReadOnlyList<IPNetwork> Read(string path = "/proc/net/route") => File.Exists(path) ? Parse(File.ReadAllText(path)) : [];

    /// <returns>all routes except the default one</returns>
    internal static IReadOnlyList<IPNetwork> Parse(string table) =>
        [
            .. table
                .Split('\n')
                .Skip(1)
                .Select(line => line.Split('\t'))
                .Where(fields => fields.Length >= 8)
                .Select(Network)
                .Where(network => network.PrefixLength > 0),
        ];

    private static IPNetwork Network(string[] fields)
    {
        var mask = Number(fields[7]);
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Number(fields[1]) & mask);
        return new IPNetwork(new IPAddress(bytes), BitOperations.PopCount(mask));
    }

    /// <summary>The kernel prints the address, in network byte order, as a number of the machine's byte order.</summary>
    private static uint Number(string field)
    {
        var printed = uint.Parse(field, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(printed) : printed;
    }
}
