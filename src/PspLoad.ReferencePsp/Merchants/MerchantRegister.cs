using System.Text;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>Brings the file and the table into the directory. One caller at a time.</summary>
public sealed class MerchantRegister(MerchantStore store, MerchantDirectory directory)
{
    private IReadOnlyList<MerchantSeed> _admitted = [];
    private IReadOnlyList<StoredMerchant> _stored = [];

    /// <summary>Gives access to these merchants and to no others. Who is missing loses access at once, without waiting for the database.</summary>
    /// <param name="merchants">a file without problems</param>
    /// <param name="cancellationToken">stops waiting</param>
    public async Task AdmitAsync(IReadOnlyList<MerchantSeed> merchants, CancellationToken cancellationToken)
    {
        _admitted = merchants;
        directory.Replace(_admitted, _stored);
        await RefreshAsync(cancellationToken);
        var known = _stored.ToDictionary(stored => stored.Name, StringComparer.Ordinal);
        MerchantSeed[] changed = [.. merchants.Where(seed => !known.TryGetValue(seed.Name!, out var stored) || !HasWebhook(stored, seed))];
        if (changed.Length == 0)
            return;
        await store.SaveAsync(changed, cancellationToken);
        await RefreshAsync(cancellationToken);
    }

    /// <summary>Reads the table again: another node's file may have merchants whose payments this node finishes.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        _stored = await store.ReadAllAsync(cancellationToken);
        directory.Replace(_admitted, _stored);
    }

    private static bool HasWebhook(StoredMerchant stored, MerchantSeed seed) =>
        stored.WebhookUrl == (seed.WebhookUrl is null ? null : new Uri(seed.WebhookUrl))
        && stored.WebhookSecret.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(seed.WebhookSecret ?? ""));
}
