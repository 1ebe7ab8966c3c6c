using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>
/// All merchants: those of the file by the hash of their keys, and every one that was ever in a file by its id. Replaced as a whole, so that a request sees
/// either the old or the new file.
/// </summary>
public sealed class MerchantDirectory
{
    private readonly Dictionary<string, (int PerSecond, TokenBucketRateLimiter Limiter)> _limiters = new(StringComparer.Ordinal);
    private volatile Content _content = new(FrozenDictionary<UInt128, (byte[], Merchant)>.Empty, FrozenDictionary<ushort, Merchant>.Empty);

    public IEnumerable<Merchant> All => _content.ById.Values;

    /// <summary>Not thread-safe; the API may read meanwhile.</summary>
    /// <param name="admitted">the file; merchants that are not stored yet have no access</param>
    /// <param name="stored">the table</param>
    public void Replace(IReadOnlyList<MerchantSeed> admitted, IReadOnlyList<StoredMerchant> stored)
    {
        var seeds = admitted.ToDictionary(seed => seed.Name!, StringComparer.Ordinal);
        Dictionary<UInt128, (byte[] Hash, Merchant Merchant)> byKey = [];
        Dictionary<ushort, Merchant> byId = [];
        foreach (var row in stored)
        {
            var seed = seeds.GetValueOrDefault(row.Name);
            Merchant merchant = new(row, [.. (seed?.AllSecrets ?? []).Select(Encoding.UTF8.GetBytes)], seed is null ? null : Limiter(seed));
            byId.Add(row.Id, merchant);
            foreach (var key in seed?.AllKeys ?? [])
            {
                var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
                byKey.Add(Prefix(hash), (hash, merchant));
            }
        }

        _content = new Content(byKey.ToFrozenDictionary(), byId.ToFrozenDictionary());
    }

    public Merchant ById(ushort id) => _content.ById[id];

    /// <returns>null when no merchant has this key</returns>
    public Merchant? ByKey(ReadOnlySpan<char> key)
    {
        if (key.Length > 200)
            return null;
        Span<byte> bytes = stackalloc byte[600];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(key, bytes)], hash);
        return _content.ByKey.TryGetValue(Prefix(hash), out var found) && CryptographicOperations.FixedTimeEquals(hash, found.Hash) ? found.Merchant : null;
    }

    private static UInt128 Prefix(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt128BigEndian(hash);

    /// <summary>Allows bursts of one second's requests. An unchanged limit keeps its state.</summary>
    private TokenBucketRateLimiter? Limiter(MerchantSeed seed)
    {
        if (seed.RequestsPerSecond is not { } perSecond)
            return null;
        if (_limiters.TryGetValue(seed.Name!, out var known) && known.PerSecond == perSecond)
            return known.Limiter;
        TokenBucketRateLimiter limiter = new(
            new TokenBucketRateLimiterOptions
            {
                TokenLimit = perSecond,
                TokensPerPeriod = Math.Max(1, perSecond / 10),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, perSecond / 10) / (double)perSecond),
                QueueLimit = 0,
            }
        );
        _limiters[seed.Name!] = (perSecond, limiter);
        return limiter;
    }

    private sealed record Content(FrozenDictionary<UInt128, (byte[] Hash, Merchant Merchant)> ByKey, FrozenDictionary<ushort, Merchant> ById);
}
