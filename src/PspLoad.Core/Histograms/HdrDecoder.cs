using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace PspLoad.Core.Histograms;

/// <summary>
/// Decodes histograms of a log: base64 of HdrHistogram's compressed format, version 2. Reuses its buffers: a log has a hundred thousand histograms, and the
/// library allocates 188 KB for each (ADR 0028).
/// </summary>
public sealed class HdrDecoder
{
    /// <summary>More times of one kind are in no second.</summary>
    private const long MostTimes = 1L << 40;

    /// <summary>Bytes of a count, at most.</summary>
    private const int CountBytes = 9;

    private static readonly int s_lastIndex = HistogramLayout.IndexOf(HistogramLayout.HighestMicroseconds);

    /// <summary>What a histogram can have at most. More is a damaged length, or a file that fills the memory on purpose.</summary>
    private static readonly int s_mostBytes = HdrFormat.HeaderBytes + (s_lastIndex + 1) * CountBytes;

    private readonly List<(int Index, long Count)> _entries = [];
    private byte[] _packed = new byte[16 * 1024];
    private byte[] _plain = new byte[256 * 1024];

    /// <summary>Index (<see cref="HistogramLayout"/>) and count of the last decoded histogram; valid until the next call.</summary>
    public ReadOnlySpan<(int Index, long Count)> Entries => CollectionsMarshal.AsSpan(_entries);

    /// <exception cref="FormatException">not such a histogram, or another resolution</exception>
    public void Decode(ReadOnlySpan<byte> base64)
    {
        _entries.Clear();
        if (_packed.Length < base64.Length)
            _packed = new byte[base64.Length];
        if (Base64.DecodeFromUtf8(base64, _packed, out _, out var packed) != OperationStatus.Done || packed < HdrFormat.PrefixBytes)
            throw new FormatException("the histogram is not base64");
        if (HdrFormat.Kind(BinaryPrimitives.ReadInt32BigEndian(_packed)) != HdrFormat.CompressedCookie)
            throw new FormatException("the histogram is not an HDR histogram, V2 compressed");
        var length = Inflate(packed);
        Read(_plain.AsSpan(0, length));
    }

    private int Inflate(int packed)
    {
        using var zlib = new ZLibStream(new MemoryStream(_packed, HdrFormat.PrefixBytes, packed - HdrFormat.PrefixBytes), CompressionMode.Decompress);
        var length = 0;
        try
        {
            for (int read; (read = zlib.Read(_plain, length, _plain.Length - length)) > 0; )
            {
                length += read;
                if (length > s_mostBytes)
                    throw new FormatException($"the histogram has more than {s_mostBytes} bytes");
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
        if (plain.Length < HdrFormat.HeaderBytes || HdrFormat.Kind(BinaryPrimitives.ReadInt32BigEndian(plain)) != HdrFormat.PlainCookie)
            throw new FormatException("the histogram has no header");
        if (BinaryPrimitives.ReadInt32BigEndian(plain[12..]) != HistogramLayout.SignificantDigits || BinaryPrimitives.ReadInt64BigEndian(plain[16..]) != 1)
            throw new FormatException("the histogram does not have 3 significant digits and a unit of 1 µs");
        var length = BinaryPrimitives.ReadInt32BigEndian(plain[4..]);
        if (length < 0)
            throw new FormatException("the histogram has a negative length");
        var payload = plain.Slice(HdrFormat.HeaderBytes, Math.Min(length, plain.Length - HdrFormat.HeaderBytes));
        var index = 0L;
        while (payload.Length > 0)
        {
            var value = NextCount(ref payload);
            if (value > MostTimes)
                throw new FormatException($"the histogram counts {value} times in one bucket");
            if (value > 0 && index > s_lastIndex)
                throw new FormatException("the histogram counts a time of more than 24 h");
            if (value < -int.MaxValue || index > int.MaxValue)
                throw new FormatException("the histogram has more buckets than any");
            if (value > 0)
                _entries.Add(((int)index++, value));
            else
                index += value == 0 ? 1 : -value;
        }
    }

    /// <summary>A negative value is that many zeros.</summary>
    private static long NextCount(ref ReadOnlySpan<byte> payload)
    {
        ulong raw = 0;
        var used = 0;
        while (used < payload.Length && used < CountBytes)
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
