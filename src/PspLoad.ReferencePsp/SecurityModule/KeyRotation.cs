namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>
/// Replaces card keys and key-encryption keys while nodes serve. Every step is committed separately, so an interrupted run can simply be repeated.
/// </summary>
public sealed class KeyRotation(SecurityModuleOptions options, IWrappedKeyStore keys, ISealedCardStore cards, TimeProvider time)
{
    /// <summary>
    /// Adds a card key (or continues with the newest while older ones exist), seals every card under it, and retires the older keys.
    /// Before the last pass it waits for one <see cref="CardVault.RefreshPeriod"/>, so that every node knows the new key.
    /// </summary>
    /// <param name="batch">cards per transaction</param>
    /// <param name="cancellationToken">stops between batches</param>
    /// <exception cref="SecurityModuleException">a node still seals under an older key, or another rotation has begun</exception>
    public async Task<RotationReport> RotateCardKeyAsync(int batch, CancellationToken cancellationToken)
    {
        var stored = await FirstKeys.EnsureAsync(options, keys, time, cancellationToken);
        var newest = stored.Count(key => key.Purpose == KeyPurpose.Card) > 1 ? Newest(stored) : await AddCardKeyAsync(stored, cancellationToken);
        using var vault = await CardVault.OpenAsync(options, keys, time, cancellationToken);

        var resealed = await ResealAsync(vault, newest.Id, batch, cancellationToken);
        var everyNodeKnowsAt = newest.CreatedAt + CardVault.RefreshPeriod;
        if (everyNodeKnowsAt - time.GetUtcNow() is { Ticks: > 0 } wait)
            await Task.Delay(wait, time, cancellationToken);
        resealed += await ResealAsync(vault, newest.Id, batch, cancellationToken);

        var retired = await RetireAsync(newest.Id, cancellationToken);
        return new(newest.Id, resealed, retired);
    }

    /// <summary>Wraps every key under <see cref="SecurityModuleOptions.KekLabel"/>. The token must hold the old and the new key-encryption key.</summary>
    /// <returns>the number of keys that were wrapped again</returns>
    public async Task<int> RewrapAsync(CancellationToken cancellationToken)
    {
        var rewrapped = 0;
        foreach (var key in (await keys.ReadAllAsync(cancellationToken)).Where(key => key.KekLabel != options.KekLabel))
        {
            byte[] wrapped;
            using (var token = Token.Open(options))
                wrapped = token.Rewrap(key, options.KekLabel);
            if (await keys.TryRewrapAsync(key with { KekLabel = options.KekLabel, Wrapped = wrapped }, key.KekLabel, cancellationToken))
                rewrapped++;
        }

        return rewrapped;
    }

    /// <summary>When two rotations start at once, both use the key of the faster one.</summary>
    private async Task<WrappedKey> AddCardKeyAsync(IReadOnlyList<WrappedKey> stored, CancellationToken cancellationToken)
    {
        byte[] wrapped;
        using (var token = Token.Open(options))
            wrapped = token.GenerateWrapped(options.KekLabel);
        var key = new WrappedKey(stored.Max(known => known.Id) + 1, KeyPurpose.Card, options.KekLabel, wrapped, time.GetUtcNow());
        return await keys.TryAddAsync(key, cancellationToken) ? key : Newest(await keys.ReadAllAsync(cancellationToken));
    }

    private async Task<long> ResealAsync(CardVault vault, int keyId, int batch, CancellationToken cancellationToken)
    {
        var resealed = 0L;
        while (await cards.ReadNotUnderAsync(keyId, batch, cancellationToken) is { Count: > 0 } read)
        {
            if (vault.NewestKeyId != keyId)
                throw new SecurityModuleException($"another rotation has made card key {vault.NewestKeyId}; run the rotation again");
            var replaced = new List<(StoredCard, SealedPan)>(read.Count);
            foreach (var card in read)
                replaced.Add((card, vault.Seal(await vault.UnsealAsync(card.Pan, card.CardId, cancellationToken), card.CardId)));
            await cards.ReplaceAsync(replaced, cancellationToken);
            resealed += read.Count;
        }

        return resealed;
    }

    private async Task<List<int>> RetireAsync(int newestId, CancellationToken cancellationToken)
    {
        var retired = new List<int>();
        foreach (var key in (await keys.ReadAllAsync(cancellationToken)).Where(key => key.Purpose == KeyPurpose.Card && key.Id < newestId))
        {
            if (!await keys.TryRetireAsync(key.Id, cancellationToken) && (await keys.ReadAllAsync(cancellationToken)).Any(stored => stored.Id == key.Id))
            {
                throw new SecurityModuleException(
                    $"card key {key.Id} is still in use: a node seals under it; check that every node runs and refreshes its keys, then run the rotation again"
                );
            }

            retired.Add(key.Id);
        }

        return retired;
    }

    private static WrappedKey Newest(IEnumerable<WrappedKey> stored) => stored.Where(key => key.Purpose == KeyPurpose.Card).MaxBy(key => key.Id)!;
}
