namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>Where wrapped keys live: a table that all nodes share. Every method is one transaction of its own.</summary>
public interface IWrappedKeyStore
{
    /// <summary>All keys, in any order; empty in a new database.</summary>
    Task<IReadOnlyList<WrappedKey>> ReadAllAsync(CancellationToken cancellationToken);

    /// <returns>false when the id is taken (another node was faster): read again</returns>
    Task<bool> TryAddAsync(WrappedKey key, CancellationToken cancellationToken);

    /// <summary>Replaces <see cref="WrappedKey.Wrapped"/> and <see cref="WrappedKey.KekLabel"/> of the key with that id.</summary>
    /// <returns>false when the stored label isn't <paramref name="previousKekLabel"/> any more</returns>
    Task<bool> TryRewrapAsync(WrappedKey key, string previousKekLabel, CancellationToken cancellationToken);

    /// <summary>Deletes the key: what was sealed under it can never be opened again.</summary>
    /// <returns>false when a sealed card still names it (the foreign key refuses), or it is gone already</returns>
    Task<bool> TryRetireAsync(int keyId, CancellationToken cancellationToken);
}
