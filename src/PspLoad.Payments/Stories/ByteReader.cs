using System.Buffers.Binary;
using System.Text;

namespace PspLoad.Payments.Stories;

/// <summary>Reads fields that <see cref="ByteWriter"/> wrote.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> source)
{
    private ReadOnlySpan<byte> _rest = source;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public string Text() => OptionalText() ?? throw new InvalidDataException("a record has null in a required field");

    public string? OptionalText()
    {
        var length = Byte() - 1;
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new InvalidDataException("a record ends too early");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
