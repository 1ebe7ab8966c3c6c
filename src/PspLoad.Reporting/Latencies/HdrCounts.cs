using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;

namespace PspLoad.Reporting.Latencies;

/// <summary>
/// Decodes one histogram of a log (V2 compressed: base64 of zlib of a header and zigzag LEB128 counts, github.com/HdrHistogram/HdrHistogram). Buffers are
/// used again: a log has a hundred thousand of them, and the library makes a 188 KB histogram for each (ADR 0028).
/// </summary>
internal sealed class HdrCounts
{
    private const int CompressedCookie = 0x1c849304;
    private const int PlainCookie = 0x1c849303;
    private const int HeaderLength = 40;

    private byte[] _packed = new byte[16 * 1024];
    private byte[] _plain = new byte[256 * 1024];

    /// <summary>Position in the layout and count of the last histogram decoded; valid until the next.</summary>
    public List<(int Index, long Count)> Entries { get; } = [];

    /// <exception cref="FormatException">it is no such histogram, or one of another resolution</exception>
    public void Decode(ReadOnlySpan<byte> base64)
    {
        Entries.Clear();
        if (_packed.Length < base64.Length)
            _packed = new byte[base64.Length];
        if (Base64.DecodeFromUtf8(base64, _packed, out _, out var packed) != OperationStatus.Done || packed < 8)
            throw new FormatException("the histogram is not base64");
        if ((BinaryPrimitives.ReadInt32BigEndian(_packed) & ~0xf0) != CompressedCookie)
            throw new FormatException("the histogram is not an HDR histogram, V2 compressed");
        var length = Inflate(packed);
        Read(_plain.AsSpan(0, length));
    }

    private int Inflate(int packed)
    {
        using var zlib = new ZLibStream(new MemoryStream(_packed, 8, packed - 8), CompressionMode.Decompress);
        var length = 0;
        try
        {
            for (int read; (read = zlib.Read(_plain, length, _plain.Length - length)) > 0; )
            {
                length += read;
                if (length == _plain.Length)
                    Array.Resize(ref _plain, 2 * _plain.Length);
            }
        }
        catch (InvalidDataException damaged)
        {
            throw new FormatException("the histogram is damaged", damaged);
        }
        return length;
    }

    private void Read(ReadOnlySpan<byte> plain)
    {
        if (plain.Length < HeaderLength || (BinaryPrimitives.ReadInt32BigEndian(plain) & ~0xf0) != PlainCookie)
            throw new FormatException("the histogram has no header");
        if (BinaryPrimitives.ReadInt32BigEndian(plain[12..]) != 3 || BinaryPrimitives.ReadInt64BigEndian(plain[16..]) != 1)
            throw new FormatException("the histogram does not have 3 significant digits and a unit of 1 µs");
        var payload = plain.Slice(HeaderLength, Math.Min(BinaryPrimitives.ReadInt32BigEndian(plain[4..]), plain.Length - HeaderLength));
        var index = 0;
        while (payload.Length > 0)
        {
            var value = NextCount(ref payload);
            if (value > 0)
                Entries.Add((index++, value));
            else
                index += value == 0 ? 1 : checked((int)-value);
        }
    }

    /// <summary>A negative value is that many zeros.</summary>
    private static long NextCount(ref ReadOnlySpan<byte> payload)
    {
        ulong raw = 0;
        var used = 0;
        while (used < payload.Length && used < 9)
        {
            var next = payload[used];
            raw |= used == 8 ? (ulong)next << 56 : (ulong)(next & 0x7f) << (7 * used);
            used++;
            if ((next & 0x80) == 0)
                break;
        }
        payload = payload[used..];
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }
}
