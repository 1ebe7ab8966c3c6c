using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.ReferencePsp.Api;

/// <summary>
/// Tells a repeated request from a different one with the same key: HMAC-SHA256 over method, path and body. The hash is keyed because the body may hold a
/// card, and a card can be guessed from a plain hash (PCI DSS 3.5.1.1). The key is derived from the vault's index key with a label that cannot be a card
/// number.
/// </summary>
public sealed class RequestHasher(OpenVault vault)
{
    private const string Label = "request hashes v1";

    private byte[]? _key;

    public byte[] Hash(string method, string target, ReadOnlySpan<byte> body)
    {
        var hashKey = _key ??= vault.Value.BlindIndex(Label);
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(method.Length + target.Length) + 2 + body.Length);
        try
        {
            var length = Encoding.UTF8.GetBytes(method, rented);
            rented[length++] = (byte)' ';
            length += Encoding.UTF8.GetBytes(target, rented.AsSpan(length));
            rented[length++] = (byte)'\n';
            body.CopyTo(rented.AsSpan(length));
            return HMACSHA256.HashData(hashKey, rented.AsSpan(0, length + body.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
