using System.Numerics;
using System.Runtime.InteropServices;

namespace PspLoad.Payments.Journal;

/// <summary>
/// How records lie in a segment: at multiples of 8 bytes, a head of 8 bytes (mark, length, CRC-32C of the record, little-endian), then the
/// record. The head is written last and in one piece, so
/// a record is there whole or not at all; what a killed writer left unfinished is a gap of bytes without a head, which readers step over.
/// </summary>
internal static class JournalFrame
{
    public const int HeadLength = 8;

    private const uint Mark = 0x4A50;

    /// <summary>Bytes that a record takes up.</summary>
    public static int Length(int record) => (HeadLength + record + 7) & ~7;

    public static ulong Head(ReadOnlySpan<byte> record) => Mark | (ulong)(uint)record.Length << 16 | (ulong)Checksum(record) << 32;

    /// <param name="segment">begins where a head may be, at least <see cref="HeadLength"/> bytes</param>
    /// <param name="record">the record that lies there</param>
    /// <returns>false: no whole record begins here</returns>
    public static bool TryRead(ReadOnlySpan<byte> segment, out ReadOnlySpan<byte> record)
    {
        record = default;
        var head = MemoryMarshal.Read<ulong>(segment);
        var length = (int)(head >> 16 & 0xFFFF);
        if ((head & 0xFFFF) != Mark || length == 0 || HeadLength + length > segment.Length)
            return false;
        record = segment.Slice(HeadLength, length);
        return Checksum(record) == (uint)(head >> 32);
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
