using System.Numerics;
using System.Runtime.InteropServices;

namespace PspLoad.Payments.Journal;

/// <summary>
/// The layout of a record in a segment: aligned to 8 bytes, a header of 8 bytes (mark, length, CRC-32C of the record, little-endian), then the
/// record. The header is written last, atomically, so a record is either complete or absent. A killed writer leaves a gap without a header, and
/// readers skip it.
/// </summary>
internal static class JournalFrame
{
    public const int HeaderLength = 8;

    private const uint Mark = 0x4A50;

    /// <summary>Bytes that a record of this length occupies.</summary>
    public static int Length(int record) => (HeaderLength + record + 7) & ~7;

    public static ulong Header(ReadOnlySpan<byte> record) => Mark | (ulong)(uint)record.Length << 16 | (ulong)Checksum(record) << 32;

    /// <param name="segment">starts where a header may be; at least <see cref="HeaderLength"/> bytes</param>
    /// <param name="record">the record after the header</param>
    /// <returns>false when no complete record begins here</returns>
    public static bool TryRead(ReadOnlySpan<byte> segment, out ReadOnlySpan<byte> record)
    {
        record = default;
        var header = MemoryMarshal.Read<ulong>(segment);
        var length = (int)(header >> 16 & 0xFFFF);
        if ((header & 0xFFFF) != Mark || length == 0 || HeaderLength + length > segment.Length)
            return false;
        record = segment.Slice(HeaderLength, length);
        return Checksum(record) == (uint)(header >> 32);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
