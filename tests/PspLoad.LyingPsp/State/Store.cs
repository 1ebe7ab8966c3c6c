namespace PspLoad.LyingPsp.State;

/// <summary>What the PSP keeps: payments, keys and the ledger. Its caller holds the lock.</summary>
internal sealed class Store(TimeProvider time)
{
    public const string Merchant = "shop",
        OtherMerchant = "bakery";

    private readonly List<LedgerSide> _ledger = [];
    private long _lastSide;

    public Dictionary<string, Act> Acts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Payment> Payments { get; } = new(StringComparer.Ordinal);

    /// <summary>Each payment before its last change: what a replica shows that lags behind.</summary>
    public Dictionary<string, Payment> Earlier { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<LedgerSide> Ledger => _ledger;

    /// <summary>Id of the last side that was ever written.</summary>
    public long LastSide => _lastSide;

    public void Put(Payment payment)
    {
        if (Payments.TryGetValue(payment.Id, out var earlier))
            Earlier[payment.Id] = earlier;
        Payments[payment.Id] = payment with { ChangedAt = time.GetUtcNow() };
    }

    public void Book(IEnumerable<LedgerSide> sides) => _ledger.AddRange(sides.Select(side => side with { Id = ++_lastSide, At = time.GetUtcNow() }));

    /// <summary>Undoes what an operation has written.</summary>
    public void Undo(Act act)
    {
        _ledger.RemoveAll(side => side.Reference == act.Reference);
        if (act.Request.PaymentId.Length == 0)
            Payments.Remove(act.Before.Id);
        else
            Put(act.Before);
    }

    /// <summary>Name of a new operation, payment or token; begins with the time, like a UUID of version 7 (RFC 9562).</summary>
    public string NewId(string prefix) => prefix + Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
}
