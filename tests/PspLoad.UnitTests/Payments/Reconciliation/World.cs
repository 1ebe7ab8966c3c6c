using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Reconciliation;

/// <summary>Records of honest orders by three honest witnesses. A test then changes some of them.</summary>
internal sealed class World
{
    private int _operations;
    private long _now;

    public List<StoryRecord> Records { get; } = [];

    /// <summary>Adds an operation that succeeded and was acknowledged.</summary>
    /// <returns>its reference</returns>
    public string Done(string order, Effect effect, long amount, string? parent = null, string state = "captured")
    {
        var (key, reference) = Ask(order, effect, amount);
        Tell(order, key, PaymentOutcome.Acknowledged, effect, amount, state);
        Book(order, reference, effect, amount, parent);
        return reference;
    }

    /// <summary>Adds an operation whose first answer is indeterminate.</summary>
    /// <param name="tookPlace">whether the PSP and the acquirer carried it out</param>
    /// <param name="resolved">whether the replay of its key brought an answer</param>
    public string Open(string order, Effect effect, long amount, bool tookPlace, bool resolved)
    {
        var (key, reference) = Ask(order, effect, amount);
        Tell(order, key, PaymentOutcome.Indeterminate, Effect.None, amount, null);
        if (tookPlace)
            Book(order, reference, effect, amount, null);
        if (resolved)
        {
            Tell(
                order,
                key,
                tookPlace ? PaymentOutcome.Acknowledged : PaymentOutcome.Declined,
                tookPlace ? effect : Effect.None,
                amount,
                tookPlace ? "captured" : "declined"
            );
        }

        return reference;
    }

    public void Declined(string order, Effect effect, long amount)
    {
        var (key, _) = Ask(order, effect, amount);
        Tell(order, key, PaymentOutcome.Declined, Effect.None, amount, "declined");
    }

    public (string Key, string Reference) Ask(string order, Effect effect, long amount)
    {
        var number = _operations++;
        Records.Add(new Intent(order, _now++, $"key-{number}", effect.ToString(), effect, null, amount, "EUR", "approves"));
        return ($"key-{number}", $"op-{number}");
    }

    public void Tell(string order, string key, PaymentOutcome outcome, Effect effect, long amount, string? state) =>
        Records.Add(
            new Answer(order, _now++, key, outcome, effect, outcome == PaymentOutcome.Acknowledged ? 201 : 0, $"pay-{order}", state, amount, "EUR", null)
        );

    public void Book(string order, string reference, Effect effect, long amount, string? parent)
    {
        Records.Add(new Movement(order, _now++, reference, $"pay-{order}", effect, amount, "EUR", amount, amount));
        Records.Add(new Charge(order, _now++, reference, parent, effect, amount, "EUR", 1));
    }
}
