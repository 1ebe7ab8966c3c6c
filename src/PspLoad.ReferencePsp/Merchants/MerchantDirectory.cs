using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>All merchants, read from the table at start, by the hash of their key.</summary>
public sealed class MerchantDirectory
{
    private FrozenDictionary<UInt128, Merchant> _byKey = FrozenDictionary<UInt128, Merchant>.Empty;
    private FrozenDictionary<ushort, Merchant> _byId = FrozenDictionary<ushort, Merchant>.Empty;

    public IEnumerable<Merchant> All => _byId.Values;

    public void Replace(IReadOnlyList<Merchant> merchants)
    {
        _byKey = merchants.ToFrozenDictionary(merchant => Prefix(merchant.KeyHash));
        _byId = merchants.ToFrozenDictionary(merchant => merchant.Id);
    }

    public Merchant ById(ushort id) => _byId[id];

    /// <returns>null when no merchant has this key</returns>
    public Merchant? ByKey(ReadOnlySpan<char> key)
    {
        if (key.Length > 200)
            return null;
        Span<byte> bytes = stackalloc byte[600];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(key, bytes)], hash);
        return _byKey.TryGetValue(Prefix(hash), out var merchant) && CryptographicOperations.FixedTimeEquals(hash, merchant.KeyHash) ? merchant : null;
    }

    private static UInt128 Prefix(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt128BigEndian(hash);
}
