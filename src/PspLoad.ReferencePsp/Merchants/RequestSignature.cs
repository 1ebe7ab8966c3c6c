using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>
/// The header <c>Psp-Signature: t=&lt;unix s&gt;,v2=&lt;hex HMAC-SHA256 of <see cref="SignedRequest"/>&gt;</c>, of requests and of webhooks. Several
/// <c>v2</c> are allowed. Version 1 covered neither the idempotency key nor the content type, so a captured request could be charged again under
/// another key.
/// </summary>
public static class RequestSignature
{
    /// <summary>Largest difference between the client's clock and ours.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="header">value of Psp-Signature</param>
    /// <param name="request">as received</param>
    /// <param name="secrets">one of them must have signed</param>
    /// <param name="now">our clock</param>
    /// <returns>what is wrong, or null</returns>
    public static string? Verify(string? header, SignedRequest request, IReadOnlyList<byte[]> secrets, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(header))
            return "the Psp-Signature header is missing";
        ReadOnlySpan<char> text = header;
        long? time = null;
        bool first = false,
            second = false;
        foreach (var part in text.Split(','))
        {
            var pair = text[part].Trim();
            first |= pair.StartsWith("v1=");
            second |= pair.StartsWith("v2=");
            if (!pair.StartsWith("t=") || !long.TryParse(pair[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                continue;
            if (time is not null)
                return "Psp-Signature has t twice";
            time = seconds;
        }

        if (time is not { } t)
            return "Psp-Signature has no t=<unix seconds>";
        if (first && !second)
            return "Psp-Signature v1 is refused, because it covers neither the Idempotency-Key nor the content type; send v2";
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - t) > (decimal)Tolerance.TotalSeconds)
            return "Psp-Signature is older (or newer) than 5 minutes";
        var equal = false;
        foreach (var secret in secrets)
            equal |= IsSignedBy(secret, t, request, text);
        return equal
            ? null
            : "Psp-Signature does not match; v2 signs time, method, path with query, content type, Idempotency-Key and body, each with its length";
    }

    /// <summary>The value of the header.</summary>
    public static string Create(long unixSeconds, SignedRequest request, ReadOnlySpan<byte> secret)
    {
        Span<byte> mac = stackalloc byte[32];
        request.Sign(unixSeconds, secret, mac);
        return $"t={unixSeconds},v2={Convert.ToHexStringLower(mac)}";
    }

    private static bool IsSignedBy(ReadOnlySpan<byte> secret, long unixSeconds, SignedRequest request, ReadOnlySpan<char> header)
    {
        Span<byte> expected = stackalloc byte[32];
        Span<byte> given = stackalloc byte[32];
        request.Sign(unixSeconds, secret, expected);
        var equal = false;
        foreach (var part in header.Split(','))
        {
            var pair = header[part].Trim();
            if (pair.Length == 67 && pair.StartsWith("v2=") && Convert.FromHexString(pair[3..], given, out _, out _) == OperationStatus.Done)
                equal |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return equal;
    }
}
