using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Notifications;

/// <summary>Verifies <c>Psp-Signature: t=SECONDS,v2=HEX</c> of a webhook. docs/reference-psp.md has the text that is signed.</summary>
/// <param name="secret">the webhook secret of the merchant</param>
internal sealed class NotificationSignature(byte[] secret)
{
    /// <summary>Largest difference between the PSP's clock and ours.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int LongestHead = 2048;

    /// <param name="header">value of Psp-Signature</param>
    /// <param name="target">path with query, as received</param>
    /// <param name="contentType">null: the header is absent</param>
    /// <param name="eventId">value of Psp-Event-Id; null: the header is absent</param>
    /// <param name="body">as received</param>
    /// <param name="now">our clock</param>
    public bool IsValid(string? header, string target, string? contentType, string? eventId, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (header is null || target.Length + (contentType?.Length ?? 0) + (eventId?.Length ?? 0) > LongestHead / 4)
            return false;
        var parts = header.Split(',', StringSplitOptions.TrimEntries);
        var times = parts.Where(part => part.StartsWith("t=", StringComparison.Ordinal)).ToList();
        if (times.Count != 1 || !long.TryParse(times[0].AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds)
            return false;
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes],
            given = stackalloc byte[SHA256.HashSizeInBytes];
        Sign(seconds, target, contentType, eventId, body, expected);
        var isValid = false;
        foreach (var part in parts.Where(part => part.Length == 3 + 2 * SHA256.HashSizeInBytes && part.StartsWith("v2=", StringComparison.Ordinal)))
        {
            if (Convert.FromHexString(part.AsSpan(3), given, out _, out _) == OperationStatus.Done)
                isValid |= CryptographicOperations.FixedTimeEquals(expected, given);
        }
        return isValid;
    }

    private void Sign(long seconds, string target, string? contentType, string? eventId, ReadOnlySpan<byte> body, Span<byte> hash)
    {
        Span<byte> head = stackalloc byte[LongestHead];
        "v2\n"u8.CopyTo(head);
        var length = Append(head, 3, seconds.ToString(CultureInfo.InvariantCulture));
        length = Append(head, length, "POST");
        length = Append(head, length, target);
        length = Append(head, length, contentType);
        length = Append(head, length, eventId);
        length = SignedLines.AppendLength(head, length, body.Length);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(head[..length]);
        mac.AppendData(body);
        mac.AppendData("\n"u8);
        mac.GetHashAndReset(hash);
    }

    private static int Append(Span<byte> head, int length, string? field)
    {
        if (field is null)
            return SignedLines.AppendAbsent(head, length);
        Span<byte> bytes = stackalloc byte[LongestHead];
        return SignedLines.Append(head, length, bytes[..Encoding.UTF8.GetBytes(field, bytes)]);
    }
}
