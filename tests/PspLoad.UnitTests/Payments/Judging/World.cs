using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Judging;

/// <summary>Records of honest orders by three honest witnesses. A test then changes some of them.</summary>
internal sealed class World
{
    private readonly Dictionary<string, string> _begun = new(StringComparer.Ordinal);
    private int _operations;
    private long _now;

    public List<StoryRecord> Records { get; } = [];

    /// <summary>Adds an operation that succeeded and was acknowledged.</summary>
    /// <returns>its reference</returns>
    public string Done(string order, Effect effect, long amount)
    {
        var (key, reference) = Ask(order, effect, amount);
        Tell(order, key, PaymentOutcome.Acknowledged, effect, amount, StateAfter(effect));
        Book(order, reference, effect, amount);
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
            Book(order, reference, effect, amount);
        if (resolved)
        {
            Tell(
                order,
                key,
                tookPlace ? PaymentOutcome.Acknowledged : PaymentOutcome.Declined,
                tookPlace ? effect : Effect.None,
                amount,
                tookPlace ? StateAfter(effect)
                    : effect is Effect.Sale or Effect.Authorize ? PaymentStates.Declined
                    : null,
                replay: true
            );
        }

        return reference;
    }

    public void Declined(string order, Effect effect, long amount)
    {
        var (key, _) = Ask(order, effect, amount);
        Tell(order, key, PaymentOutcome.Declined, Effect.None, amount, effect is Effect.Sale or Effect.Authorize ? PaymentStates.Declined : null);
    }

    public (string Key, string Reference) Ask(string order, Effect effect, long amount)
    {
        var number = _operations++;
        Records.Add(new Intent(order, _now++, $"key-{number}", effect.ToString(), effect, null, amount, "EUR", "approves"));
        return ($"key-{number}", $"op-{number}");
    }

    public void Tell(string order, string key, PaymentOutcome outcome, Effect effect, long amount, string? state, bool replay = false) =>
        Records.Add(
            new Answer(
                order,
                _now++,
                key,
                outcome,
                effect,
                outcome == PaymentOutcome.Acknowledged ? 201 : 0,
                $"pay-{order}",
                state,
                amount,
                "EUR",
                replay ? key + Answer.ReplayMark : key
            )
        );

    /// <summary>Books and charges an operation. The first operation of an order begins its payment; all others act on it.</summary>
    public void Book(string order, string reference, Effect effect, long amount)
    {
        var begins = effect is Effect.Sale or Effect.Authorize;
        if (begins)
            _begun.TryAdd(order, reference);
        var parent = begins ? null : _begun.GetValueOrDefault(order);
        Records.Add(new Movement(order, _now++, reference, $"pay-{order}", effect, amount, "EUR", amount, amount));
        Records.Add(new Charge(order, _now++, reference, parent, effect, amount, "EUR", 1));
    }

    private static string StateAfter(Effect effect) =>
        effect switch
        {
            Effect.Authorize => PaymentStates.Authorized,
            Effect.Refund => PaymentStates.PartiallyRefunded,
            Effect.Void => PaymentStates.Voided,
            _ => PaymentStates.Captured,
        };
}
