using System.Buffers.Binary;
using System.Text;

namespace PspLoad.Payments.Stories;

/// <summary>Appends fields to a span.</summary>
internal ref struct ByteWriter(Span<byte> destination)
{
    private readonly Span<byte> _bytes = destination;

    public int Length { get; private set; }

    public void Byte(byte value) => _bytes[Length++] = value;

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes[Length..], value);
        Length += sizeof(long);
    }

    /// <summary>One byte with 1 + length, then UTF-8; a single 0 stands for null.</summary>
    public void OptionalText(string? value)
    {
        if (value is null)
            Byte(0);
        else
            Text(value);
    }

    public void Text(string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        if (count >= byte.MaxValue)
            throw new ArgumentException($"'{value[..32]}…' has {count} bytes; at most {byte.MaxValue - 1} can be recorded", nameof(value));
        Byte((byte)(count + 1));
        Length += Encoding.UTF8.GetBytes(value, _bytes[Length..]);
    }
}
