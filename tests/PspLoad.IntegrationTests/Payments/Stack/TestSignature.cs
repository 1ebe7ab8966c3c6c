using System.Security.Cryptography;
using System.Text;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>The signature of docs/reference-psp.md, implemented again for the tests.</summary>
internal static class TestSignature
{
    /// <param name="secret">the merchant's signing secret, or the webhook secret</param>
    /// <param name="unixSeconds">time of the signature</param>
    /// <param name="method">in capitals</param>
    /// <param name="target">path with query</param>
    /// <param name="contentType">null: the header is absent</param>
    /// <param name="key">idempotency key, or the event's id; null: the header is absent</param>
    /// <param name="body">empty: none</param>
    public static string Create(string secret, long unixSeconds, string method, string target, string? contentType, string? key, string body)
    {
        var text = "v2\n" + string.Concat(new[] { $"{unixSeconds}", method, target, contentType, key, body }.Select(Field));
        return $"t={unixSeconds},v2={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)))}";
    }

    private static string Field(string? value) => value is null ? "-\n" : $"{Encoding.UTF8.GetByteCount(value)}:{value}\n";
}
