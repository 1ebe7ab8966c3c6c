namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>Makes the first keys of a new database. When two nodes start at once, the primary key decides whose keys are used.</summary>
internal static class FirstKeys
{
    private const int IndexKeyId = 1;
    private const int FirstCardKeyId = 2;

    /// <returns>all keys, including the first ones</returns>
    public static async Task<IReadOnlyList<WrappedKey>> EnsureAsync(
        SecurityModuleOptions options,
        IWrappedKeyStore store,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var keys = await store.ReadAllAsync(cancellationToken);
        if (keys.Any(key => key.Purpose == KeyPurpose.BlindIndex) && keys.Any(key => key.Purpose == KeyPurpose.Card))
            return keys;

        foreach (var (id, purpose) in new[] { (IndexKeyId, KeyPurpose.BlindIndex), (FirstCardKeyId, KeyPurpose.Card) })
        {
            byte[] wrapped;
            using (var token = Token.Open(options))
                wrapped = token.GenerateWrapped(options.KekLabel);
            await store.TryAddAsync(new(id, purpose, options.KekLabel, wrapped, time.GetUtcNow()), cancellationToken);
        }

        return await store.ReadAllAsync(cancellationToken);
    }
}
