namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>Chargebacks that are planned, and those that the PSP has not accepted. <see cref="AcquirerBook"/> guards it with its lock.</summary>
internal sealed class Chargebacks
{
    private readonly PriorityQueue<BookEntry, DateTimeOffset> _planned = new();
    private readonly List<BookEntry> _open = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<BookEntry> Open => _open;

    /// <summary>The PSP has accepted no chargeback of the sale.</summary>
    public bool AreOpen(BookEntry sale) => _open.Exists(entry => entry.Parent == sale.Reference);

    public void Plan(BookEntry sale, DateTimeOffset at) => _planned.Enqueue(sale, at);

    /// <returns>a sale that is to be charged back now; null when none is</returns>
    public BookEntry? NextDue(DateTimeOffset now) => _planned.TryPeek(out _, out var at) && at <= now ? _planned.Dequeue() : null;

    public void Raised(BookEntry chargeback) => _open.Add(chargeback);

    public void Accept(string chargeback) => _open.RemoveAll(entry => entry.Reference == chargeback);

    /// <summary>The PSP reverses the sale: it gave it up, so it cannot book the chargeback.</summary>
    public void Withdraw(BookEntry sale)
    {
        foreach (var entry in _open.Where(entry => entry.Parent == sale.Reference))
            (entry.Withdrawn, sale.ChargedBack) = (true, sale.ChargedBack - entry.Amount);
        _open.RemoveAll(entry => entry.Withdrawn);
    }

    public void Clear()
    {
        _planned.Clear();
        _open.Clear();
    }
}
