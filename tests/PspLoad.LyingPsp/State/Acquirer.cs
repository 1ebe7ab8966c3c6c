namespace PspLoad.LyingPsp.State;

/// <summary>The acquirer outside the PSP, with its own book. Its caller holds the lock.</summary>
internal sealed class Acquirer(TimeProvider time)
{
    private readonly List<BookLine> _book = [];

    public IReadOnlyList<BookLine> Book => _book;

    /// <summary>Name of the book.</summary>
    public string Epoch { get; } = "only";

    /// <summary>Carries out an operation. The same operation and reference again changes nothing.</summary>
    /// <returns>the reason to decline; null when it approves</returns>
    public string? Carry(BookLine line, string card)
    {
        if (_book.Find(earlier => (earlier.Operation, earlier.Reference) == (line.Operation, line.Reference)) is { } earlier)
            return earlier.Decline;
        var decline = card switch
        {
            "4000000000000002" => "do_not_honor",
            "4000000000009995" => "insufficient_funds",
            _ => null,
        };
        Add(decline is null ? line : line with { Decline = decline, Charges = 0 });
        return decline;
    }

    /// <summary>Carries out an operation without asking whether it was carried out before.</summary>
    public void Add(BookLine line) => _book.Add(line with { Sequence = _book.Count + 1, At = time.GetUtcNow() });

    /// <summary>Carries out an operation once more under its reference.</summary>
    public void Repeat(string reference)
    {
        var index = _book.FindIndex(line => line.Reference == reference);
        _book[index] = _book[index] with { Charges = _book[index].Charges + 1 };
    }

    /// <summary>Cancels an authorisation or a sale whose outcome the PSP gave up. What the acquirer never carried out has no amount.</summary>
    public void Reverse(string reference, string orderId, int attempt = 1)
    {
        var name = $"rev_{attempt}_{reference}";
        if (_book.Exists(line => line.Reference == name))
            return;
        var charge = _book.Find(line => line.Reference == reference && line.Decline is null);
        Add(new BookLine("void", name, reference, orderId, charge?.Amount ?? 0, charge?.Currency));
    }
}
