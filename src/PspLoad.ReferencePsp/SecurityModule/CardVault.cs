using System.Security.Cryptography;
using System.Text;

namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>
/// Seals card numbers for storage, opens them for the acquirer, and finds them without opening (blind index).
/// The token unwraps the keys when the vault opens; after that, the hot path never calls the token. Thread-safe; one per process.
/// </summary>
public sealed class CardVault : IDisposable
{
    private readonly SecurityModuleOptions _options;
    private readonly IWrappedKeyStore _store;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly List<(CardKey Key, DateTimeOffset Since)> _retired = [];
    private volatile KeyRing? _ring;

    private CardVault(SecurityModuleOptions options, IWrappedKeyStore store, TimeProvider time)
    {
        this._options = options;
        this._store = store;
        this._time = time;
    }

    /// <summary>After this time every node seals under a new key.</summary>
    public static TimeSpan RefreshPeriod => TimeSpan.FromSeconds(30);

    /// <summary>The key that <see cref="Seal"/> seals under now.</summary>
    public int NewestKeyId => Ring.Newest.Id;

    private KeyRing Ring => _ring ?? throw new ObjectDisposedException(nameof(CardVault));

    /// <summary>Logs in to the token, makes the first keys when the table is empty (safe when two nodes start at once), and unwraps all keys.</summary>
    /// <exception cref="SecurityModuleException">the library, token, PIN or key cannot be used</exception>
    public static async Task<CardVault> OpenAsync(SecurityModuleOptions options, IWrappedKeyStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        using (var token = Token.Open(options))
            token.FindKek(options.KekLabel);
        var keys = await FirstKeys.EnsureAsync(options, store, time, cancellationToken);
        var vault = new CardVault(options, store, time);
        vault.Use(keys);
        return vault;
    }

    /// <summary>Seals under the newest key, bound to the card's id: it opens only with the same id. No I/O.</summary>
    public SealedPan Seal(ReadOnlySpan<char> pan, string cardId) => Ring.Newest.Seal(pan, cardId);

    /// <summary>Opens a sealed number. Needs I/O only when another node has made a new key since the last refresh.</summary>
    /// <exception cref="CryptographicException">the number was changed or is bound to another card, or its key is retired</exception>
    public ValueTask<string> UnsealAsync(SealedPan pan, string cardId, CancellationToken cancellationToken) =>
        Ring.CardKeys.TryGetValue(pan.KeyId, out var key) ? new(key.Unseal(pan, cardId)) : UnsealWithNewKeyAsync(pan, cardId, cancellationToken);

    /// <summary>32 bytes, equal for equal numbers on every node. Used to find a card (BINARY(32), unique or indexed).</summary>
    public byte[] BlindIndex(ReadOnlySpan<char> pan)
    {
        Span<byte> plain = stackalloc byte[CardKey.LongestPan];
        plain = plain[..Encoding.ASCII.GetBytes(pan, plain)];
        var index = HMACSHA256.HashData(Ring.IndexKey, plain);
        CryptographicOperations.ZeroMemory(plain);
        return index;
    }

    /// <summary>Reads the key table again. Call it every <see cref="RefreshPeriod"/>, and when an insert violates the foreign key to the key table.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            Use(await _store.ReadAllAsync(cancellationToken));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>Zeroes every key.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _ring, null)?.Dispose();
        foreach (var (key, _) in _retired)
            key.Dispose();
        _refreshing.Dispose();
    }

    private async ValueTask<string> UnsealWithNewKeyAsync(SealedPan pan, string cardId, CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return Ring.CardKeys.TryGetValue(pan.KeyId, out var key)
            ? key.Unseal(pan, cardId)
            : throw new CryptographicException($"card key {pan.KeyId} does not exist");
    }

    /// <summary>Keeps the keys that are already unwrapped and lets the token unwrap the rest.</summary>
    private void Use(IReadOnlyList<WrappedKey> stored)
    {
        var old = _ring;
        var cards = stored.Where(key => key.Purpose == KeyPurpose.Card).ToList();
        var missing = cards.Where(key => old?.CardKeys.ContainsKey(key.Id) != true).ToList();
        if (old is null || missing.Count > 0)
        {
            using var token = Token.Open(_options);
            var added = missing.ToDictionary(key => key.Id, key => new CardKey(key.Id, token.Unwrap(key)));
            var indexKey = old?.IndexKey ?? token.Unwrap(stored.Single(key => key.Purpose == KeyPurpose.BlindIndex));
            Replace(old, indexKey, cards.ToDictionary(key => key.Id, key => added.GetValueOrDefault(key.Id) ?? old!.CardKeys[key.Id]));
        }
        else if (cards.Count < old.CardKeys.Count)
        {
            Replace(old, old.IndexKey, cards.ToDictionary(key => key.Id, key => old.CardKeys[key.Id]));
        }

        ForgetRetired(old);
    }

    private void Replace(KeyRing? old, byte[] indexKey, Dictionary<int, CardKey> cardKeys)
    {
        var next = new KeyRing(indexKey, cardKeys, cardKeys.MaxBy(pair => pair.Key).Value);
        if (Interlocked.CompareExchange(ref _ring, next, old) != old)
            next.Dispose();
    }

    /// <summary>Zeroes retired keys one refresh period later. Otherwise a request that still holds the key could seal under zeros.</summary>
    private void ForgetRetired(KeyRing? old)
    {
        var now = _time.GetUtcNow();
        foreach (var key in old?.CardKeys.Values.Except(Ring.CardKeys.Values) ?? [])
            _retired.Add((key, now));
        foreach (var (key, _) in _retired.Where(entry => now - entry.Since >= RefreshPeriod))
            key.Dispose();
        _retired.RemoveAll(entry => now - entry.Since >= RefreshPeriod);
    }
}
