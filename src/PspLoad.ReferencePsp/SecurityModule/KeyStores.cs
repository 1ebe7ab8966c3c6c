namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>The table of wrapped keys, shared by all nodes. Every method is a transaction of its own.</summary>
public interface IWrappedKeyStore
{
    /// <summary>All keys, in any order; empty in a new database.</summary>
    Task<IReadOnlyList<WrappedKey>> ReadAllAsync(CancellationToken cancellationToken);

    /// <returns>false when the id is taken because another node was faster: read again</returns>
    Task<bool> TryAddAsync(WrappedKey key, CancellationToken cancellationToken);

    /// <summary>Replaces <see cref="WrappedKey.Wrapped"/> and <see cref="WrappedKey.KekLabel"/> of the key with that id.</summary>
    /// <returns>false when the stored label is no longer <paramref name="previousKekLabel"/></returns>
    Task<bool> TryRewrapAsync(WrappedKey key, string previousKekLabel, CancellationToken cancellationToken);

    /// <summary>Deletes the key. Whatever is sealed under it can never be opened again.</summary>
    /// <returns>false when a sealed card still refers to it (the foreign key refuses), or when it is already gone</returns>
    Task<bool> TryRetireAsync(int keyId, CancellationToken cancellationToken);
}

/// <summary>The stored cards, for key rotation.</summary>
public interface ISealedCardStore
{
    /// <summary>Cards that are not sealed under that key, in any order; empty when none is left.</summary>
    Task<IReadOnlyList<StoredCard>> ReadNotUnderAsync(int keyId, int limit, CancellationToken cancellationToken);

    /// <summary>Replaces the sealed number of each card, unless its <see cref="SealedPan.KeyId"/> has changed since it was read. One transaction.</summary>
    Task ReplaceAsync(IReadOnlyList<(StoredCard Read, SealedPan Replacement)> cards, CancellationToken cancellationToken);
}
