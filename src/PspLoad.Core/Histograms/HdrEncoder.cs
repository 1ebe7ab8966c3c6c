using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace PspLoad.Core.Histograms;

/// <summary>Encodes histograms in HdrHistogram's compressed format, version 2. Reuses its buffers.</summary>
/// <remarks>
/// The library's encoder allocates some 400 KB for each histogram: at 60 a second, three full garbage collections a second in the process that measures.
/// </remarks>
public sealed class HdrEncoder : IDisposable
{
    private readonly MemoryStream _plain = new();
    private readonly MemoryStream _packed = new();

    /// <returns>the encoded bytes; valid until the next call</returns>
    public ReadOnlySpan<byte> Encode(LatencyHistogram times)
    {
        _plain.SetLength(HdrFormat.HeaderBytes);
        _plain.Position = HdrFormat.HeaderBytes;
        var next = 0;
        foreach (var (index, count) in times.Counts())
        {
            WriteZeros(index - next);
            Write(count);
            next = index + 1;
        }
        WriteHeader(_plain.GetBuffer().AsSpan(0, HdrFormat.HeaderBytes), (int)_plain.Length - HdrFormat.HeaderBytes);

        _packed.SetLength(HdrFormat.PrefixBytes);
        _packed.Position = HdrFormat.PrefixBytes;
        using (var zlib = new ZLibStream(_packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(_plain.GetBuffer().AsSpan(0, (int)_plain.Length));
        var packed = _packed.GetBuffer().AsSpan(0, (int)_packed.Length);
        BinaryPrimitives.WriteInt32BigEndian(packed, HdrFormat.CompressedCookie | HdrFormat.WordSize);
        BinaryPrimitives.WriteInt32BigEndian(packed[sizeof(int)..], packed.Length - HdrFormat.PrefixBytes);
        return packed;
    }

    public void Dispose()
    {
        _plain.Dispose();
        _packed.Dispose();
    }

    private static void WriteHeader(Span<byte> header, int payload)
    {
        BinaryPrimitives.WriteInt32BigEndian(header, HdrFormat.PlainCookie | HdrFormat.WordSize);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], payload);
        BinaryPrimitives.WriteInt32BigEndian(header[8..], 0);
        BinaryPrimitives.WriteInt32BigEndian(header[12..], HistogramLayout.SignificantDigits);
        BinaryPrimitives.WriteInt64BigEndian(header[16..], 1);
        BinaryPrimitives.WriteInt64BigEndian(header[24..], HistogramLayout.HighestMicroseconds);
        BinaryPrimitives.WriteDoubleBigEndian(header[32..], 1);
    }

    private void WriteZeros(int run)
    {
        if (run == 1)
            Write(0);
        else if (run > 1)
            Write(-run);
    }

    /// <summary>ZigZag, then seven bits a byte; a ninth byte carries eight.</summary>
    private void Write(long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        for (var bytes = 1; bytes < 9 && BitOperations.Log2(rest | 1) >= 7; bytes++)
        {
            _plain.WriteByte((byte)(rest | 0x80));
            rest >>= 7;
        }
        _plain.WriteByte((byte)rest);
    }
}
