namespace PspLoad.ReferencePsp.SecurityModule;

/// <summary>
/// Seals card numbers for storage, opens them for the acquirer, and finds them again without opening (blind index).
/// Keys are unwrapped by the token when the vault opens; after that the hot path never calls it. Thread-safe; one for the process.
/// </summary>
public sealed class CardVault : IDisposable
{
    /// <summary>Logs in to the token, makes the first keys when the table is empty (safe when two nodes start at once), unwraps all.</summary>
    /// <exception cref="SecurityModuleException">library, token, PIN or key: one line each</exception>
    public static Task<CardVault> OpenAsync(SecurityModuleOptions options, IWrappedKeyStore store, TimeProvider time, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Seals under the newest key, bound to the card's id: it opens only with the same id. No I/O.</summary>
    public SealedPan Seal(ReadOnlySpan<char> pan, string cardId) => throw new NotSupportedException();

    /// <summary>Completes without I/O unless another node has made a new key since the last refresh.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">changed, bound to another card, or its key is retired</exception>
    public ValueTask<string> UnsealAsync(SealedPan pan, string cardId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>32 bytes, the same for the same number on every node: find a card by it (BINARY(32), unique or indexed).</summary>
    public byte[] BlindIndex(ReadOnlySpan<char> pan) => throw new NotSupportedException();

    /// <summary>Reads the key table again; run it every <see cref="RefreshPeriod"/>, and when an insert fails on the foreign key to the key table.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Longest time after which every node seals under a new key.</summary>
    public static TimeSpan RefreshPeriod => TimeSpan.FromSeconds(30);

    public void Dispose() => throw new NotSupportedException();
}
