namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>The stored cards as key rotation walks them.</summary>
public interface ISealedCardStore
{
    /// <summary>Cards that are not sealed under that key, in any order; empty when none is left.</summary>
    Task<IReadOnlyList<StoredCard>> ReadNotUnderAsync(int keyId, int limit, CancellationToken cancellationToken);

    /// <summary>Replaces the sealing of each card (what was read, its replacement) whose <see cref="SealedPan.KeyId"/> is still the one
    /// that was read; one transaction.</summary>
    Task ReplaceAsync(IReadOnlyList<(StoredCard Read, SealedPan Replacement)> cards, CancellationToken cancellationToken);
}
