using System.Buffers.Text;

namespace PspLoad.Payments.Client;

/// <summary>
/// The lines of the text that a signature covers: each field as <c>LENGTH:VALUE</c> with the length in bytes, and an absent header as <c>-</c>.
/// docs/reference-psp.md has an example.
/// </summary>
internal static class SignedLines
{
    /// <returns>the length of <paramref name="text"/> after the field</returns>
    public static int Append(Span<byte> text, int length, ReadOnlySpan<byte> field)
    {
        length = AppendLength(text, length, field.Length);
        field.CopyTo(text[length..]);
        length += field.Length;
        text[length++] = (byte)'\n';
        return length;
    }

    public static int AppendAbsent(Span<byte> text, int length)
    {
        "-\n"u8.CopyTo(text[length..]);
        return length + 2;
    }

    /// <summary>Begins the line of a field that follows separately.</summary>
    public static int AppendLength(Span<byte> text, int length, int bytes)
    {
        Utf8Formatter.TryFormat(bytes, text[length..], out var digits);
        length += digits;
        text[length++] = (byte)':';
        return length;
    }
}
