using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>
/// What a signature covers: everything that gives a request its meaning. The signed text starts with the line <c>v2</c>. Each field follows as
/// <c>LENGTH:VALUE</c> and a line feed, with the length in bytes, so that no field can slide into the next one. An absent header is a line <c>-</c>.
/// </summary>
public readonly ref struct SignedRequest
{
    public required string Method { get; init; }

    /// <summary>The request target as sent: path with query.</summary>
    public required string Target { get; init; }

    /// <summary>Null when the header is absent; an empty one differs from that.</summary>
    public string? ContentType { get; init; }

    /// <summary>Null when the header is absent. In a webhook: the event's id.</summary>
    public string? IdempotencyKey { get; init; }

    public ReadOnlySpan<byte> Body { get; init; }

    /// <param name="unixSeconds">time of the signature, also signed</param>
    /// <param name="secret">the HMAC's key</param>
    /// <param name="mac">receives the 32 bytes of the HMAC-SHA256</param>
    public void Sign(long unixSeconds, ReadOnlySpan<byte> secret, Span<byte> mac)
    {
        const int LongestFraming = 128;
        var characters = Method.Length + Target.Length + (ContentType?.Length ?? 0) + (IdempotencyKey?.Length ?? 0);
        var rented = ArrayPool<byte>.Shared.Rent(LongestFraming + Encoding.UTF8.GetMaxByteCount(characters) + Body.Length);
        try
        {
            HMACSHA256.HashData(secret, rented.AsSpan(0, Write(unixSeconds, rented)), mac);
        }
        finally
        {
            // The body may hold a card.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private int Write(long unixSeconds, Span<byte> text)
    {
        "v2\n"u8.CopyTo(text);
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(unixSeconds, digits, out var count);
        var length = Append(text, 3, digits[..count]);
        length = Append(text, length, Method);
        length = Append(text, length, Target);
        length = Append(text, length, ContentType);
        length = Append(text, length, IdempotencyKey);
        return Append(text, length, Body);
    }

    private static int Append(Span<byte> text, int length, string? value)
    {
        if (value is null)
        {
            "-\n"u8.CopyTo(text[length..]);
            return length + 2;
        }

        length = AppendLength(text, length, Encoding.UTF8.GetByteCount(value));
        length += Encoding.UTF8.GetBytes(value, text[length..]);
        text[length++] = (byte)'\n';
        return length;
    }

    private static int Append(Span<byte> text, int length, ReadOnlySpan<byte> value)
    {
        length = AppendLength(text, length, value.Length);
        value.CopyTo(text[length..]);
        length += value.Length;
        text[length++] = (byte)'\n';
        return length;
    }

    private static int AppendLength(Span<byte> text, int length, int value)
    {
        Utf8Formatter.TryFormat(value, text[length..], out var digits);
        length += digits;
        text[length++] = (byte)':';
        return length;
    }
}
