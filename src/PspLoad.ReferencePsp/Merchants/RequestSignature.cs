using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>
/// <c>Psp-Signature: t=&lt;unix s&gt;,v1=&lt;hex HMAC-SHA256(secret, "{t}.{METHOD}.{path}.{body}")&gt;</c>. The path is the request target as sent, with
/// its query. Several <c>v1</c> are allowed, so that secrets can be rotated.
/// </summary>
public static class RequestSignature
{
    /// <summary>Largest difference between the client's clock and ours.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <returns>what is wrong, or null</returns>
    public static string? Verify(string? header, string method, string target, ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(header))
            return "the Psp-Signature header is missing";
        ReadOnlySpan<char> text = header;
        long? timestamp = null;
        foreach (var part in text.Split(','))
        {
            var pair = text[part].Trim();
            if (pair.StartsWith("t=") && long.TryParse(pair[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                timestamp = seconds;
        }

        if (timestamp is not { } t)
            return "Psp-Signature has no t=<unix seconds>";
        if (Math.Abs(now.ToUnixTimeSeconds() - t) > Tolerance.TotalSeconds)
            return "Psp-Signature is older (or newer) than 5 minutes";
        Span<byte> expected = stackalloc byte[32];
        Span<byte> given = stackalloc byte[32];
        Compute(t, method, target, body, secret, expected);
        var equal = false;
        foreach (var part in text.Split(','))
        {
            var pair = text[part].Trim();
            if (pair.Length == 67 && pair.StartsWith("v1=") && Convert.FromHexString(pair[3..], given, out _, out _) == OperationStatus.Done)
            {
                equal |= CryptographicOperations.FixedTimeEquals(expected, given);
            }
        }

        return equal ? null : "Psp-Signature does not match; it signs \"{t}.{METHOD}.{path with query}.{body}\"";
    }

    /// <summary>The value of the header, for requests and for webhooks.</summary>
    public static string Create(long unixSeconds, string method, string target, ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret)
    {
        Span<byte> mac = stackalloc byte[32];
        Compute(unixSeconds, method, target, body, secret, mac);
        return $"t={unixSeconds},v1={Convert.ToHexStringLower(mac)}";
    }

    private static void Compute(long unixSeconds, string method, string target, ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret, Span<byte> mac)
    {
        var limit = 32 + method.Length + Encoding.UTF8.GetMaxByteCount(target.Length) + body.Length;
        var rented = ArrayPool<byte>.Shared.Rent(limit);
        try
        {
            Utf8Formatter.TryFormat(unixSeconds, rented, out var length);
            rented[length++] = (byte)'.';
            length += Encoding.UTF8.GetBytes(method, rented.AsSpan(length));
            rented[length++] = (byte)'.';
            length += Encoding.UTF8.GetBytes(target, rented.AsSpan(length));
            rented[length++] = (byte)'.';
            body.CopyTo(rented.AsSpan(length));
            HMACSHA256.HashData(secret, rented.AsSpan(0, length + body.Length), mac);
        }
        finally
        {
            // The body may hold a card.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
