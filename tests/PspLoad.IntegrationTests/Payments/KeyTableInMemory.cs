using PspLoad.ReferencePsp.SecurityModule;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>The key table and its cards in memory, including the foreign key. For tests of the security module without a database.</summary>
internal sealed class KeyTableInMemory : IWrappedKeyStore, ISealedCardStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, WrappedKey> _keys = [];
    private readonly Dictionary<string, SealedPan> _cards = [];

    /// <summary>Runs before a batch is replaced; interrupts the rotation or acts as another node.</summary>
    public Action? BeforeReplace { get; set; }

    public IReadOnlyList<StoredCard> Cards
    {
        get
        {
            lock (_gate)
                return [.. _cards.Select(card => new StoredCard(card.Key, card.Value))];
        }
    }

    /// <returns>false if the foreign key refuses the card</returns>
    public bool TryStore(string cardId, SealedPan pan)
    {
        lock (_gate)
        {
            if (!_keys.ContainsKey(pan.KeyId))
                return false;
            _cards[cardId] = pan;
            return true;
        }
    }

    public Task<IReadOnlyList<WrappedKey>> ReadAllAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<WrappedKey>>([.. _keys.Values]);
    }

    public Task<bool> TryAddAsync(WrappedKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_keys.TryAdd(key.Id, key));
    }

    public Task<bool> TryRewrapAsync(WrappedKey key, string previousKekLabel, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var matches = _keys.TryGetValue(key.Id, out var stored) && stored.KekLabel == previousKekLabel;
            if (matches)
                _keys[key.Id] = key;
            return Task.FromResult(matches);
        }
    }

    public Task<bool> TryRetireAsync(int keyId, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_cards.Values.All(card => card.KeyId != keyId) && _keys.Remove(keyId));
    }

    public Task<IReadOnlyList<StoredCard>> ReadNotUnderAsync(int keyId, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<StoredCard>>([
                .. _cards.Where(card => card.Value.KeyId != keyId).Take(limit).Select(card => new StoredCard(card.Key, card.Value)),
            ]);
        }
    }

    public Task ReplaceAsync(IReadOnlyList<(StoredCard Read, SealedPan Replacement)> batch, CancellationToken cancellationToken)
    {
        BeforeReplace?.Invoke();
        lock (_gate)
        {
            foreach (var (read, replacement) in batch)
            {
                if (_cards[read.CardId].KeyId == read.Pan.KeyId)
                    _cards[read.CardId] = replacement;
            }
        }

        return Task.CompletedTask;
    }
}
