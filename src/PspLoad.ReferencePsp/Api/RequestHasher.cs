using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Api;

/// <summary>
/// Tells a repeated request from a different one with the same key: HMAC-SHA256 over method, path and <see cref="CanonicalBody"/>, so without the CVC.
/// The hash is keyed because the body may hold a card number, and a card number can be guessed from a plain hash (PCI DSS 3.5.1.1). It is deleted with
/// the idempotency key after the retention time. Its key is derived from the vault's index key with a label that cannot be a card number.
/// </summary>
public sealed class RequestHasher(OpenVault vault)
{
    private const string Label = "request hashes v2";

    private byte[]? _key;

    /// <param name="method">in capitals</param>
    /// <param name="target">path with query</param>
    /// <param name="body">well-formed JSON, or empty</param>
    public byte[] Hash(string method, string target, ReadOnlySpan<byte> body)
    {
        var hashKey = _key ??= vault.Value.BlindIndex(Label);
        ArrayBufferWriter<byte> text = new(method.Length + target.Length + body.Length + 64);
        Encoding.UTF8.GetBytes($"{method} {target}\n", text);
        CanonicalBody.Write(body, text);
        var hash = HMACSHA256.HashData(hashKey, text.WrittenSpan);
        text.Clear();
        return hash;
    }
}
