namespace PspLoad.LyingPsp.State;

/// <summary>The PSP's store, the acquirer, and the lies told so far. Whoever uses it holds the lock.</summary>
internal sealed class World(TimeProvider time)
{
    public Store Store { get; } = new(time);

    public Acquirer Acquirer { get; } = new(time);

    /// <summary>Orders that the planted fault has hit.</summary>
    public HashSet<string> LiedAbout { get; } = new(StringComparer.Ordinal);

    /// <summary>Orders that were not hit but got something that belongs to another one.</summary>
    public HashSet<string> DrawnIn { get; } = new(StringComparer.Ordinal);

    /// <summary>The latest finished sale of an order that the fault does not hit; null when there is none.</summary>
    public Act? Bystander(Func<string, bool> isHit) =>
        Store.Acts.Values.LastOrDefault(act =>
            act is { Request.Verb: Verb.Sale, Answer.Status: 201, Answer.Payment.Status: "captured" } && !isHit(act.OrderId)
        );

    /// <summary>Books an operation of a payment and has the acquirer carry it out, like an honest one.</summary>
    /// <returns>its reference</returns>
    public string Perform(Payment payment, Verb verb, long amount, bool isCharged = true)
    {
        var reference = Store.NewId("op_");
        Store.Book(Postings.Of(payment, reference, verb, amount));
        if (isCharged)
            Acquirer.Add(Postings.LineOf(payment, reference, verb, amount));
        return reference;
    }
}
