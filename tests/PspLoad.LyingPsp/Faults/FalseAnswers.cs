using PspLoad.LyingPsp.State;
using static PspLoad.Core.Results.ViolationKind;

namespace PspLoad.LyingPsp.Faults;

/// <summary>What the client is told, or shown later, is not what happened.</summary>
internal static class FalseAnswers
{
    private const string Answer = "in the answer",
        Read = "when the payment is read";

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new("sale-told-as-authorised", "The answer is made before the capture, from the payment's earlier state.", EffectMismatch, Lost, Phantom, StateMismatch)
        {
            Place = Answer,
            Flow = "sale-card",
            Answers = (_, answer, _) => answer with { Payment = answer.Payment! with { Status = "authorized", Captured = 0 } },
        },
        new("another-amount-told", "The answer echoes a rounded amount.", AmountMismatch)
        {
            Place = Answer,
            Flow = "sale-card",
            Answers = (_, answer, _) => answer with { Payment = answer.Payment! with { Amount = 1, Authorized = 1, Captured = 1 } },
        },
        new("amount-of-the-payment-told-wrongly", "Only one of the answer's two amounts is right.", AmountMismatch)
        {
            Place = Answer,
            Flow = "sale-card",
            Answers = (_, answer, _) => answer with { Payment = answer.Payment! with { Amount = answer.Payment.Amount * 10 } },
        },
        new("partial-refund-closes-the-payment", "Any refund sets the last state, so the rest can never be refunded.", StateMismatch)
        {
            Place = "commit",
            Flow = "refund",
            Hits = request => request.Verb == Verb.Refund,
            Commits = (_, commit, _) =>
            {
                var closed = commit.After with { Status = "refunded" };
                return closed == commit.After ? commit : commit with { After = closed, Answer = commit.Answer with { Payment = closed } };
            },
        },
        new("refund-told-in-full", "A partial refund is confirmed with the payment's amount.", AmountMismatch)
        {
            Place = Answer,
            Flow = "refund",
            Hits = request => request.Verb == Verb.Refund,
            Answers = (act, answer, _) => answer.Refund == act.Before.Amount ? answer : answer with { Refund = act.Before.Amount },
        },
        new("totals-from-before", "The answer's totals are read before the commit.", AmountMismatch, StateMismatch)
        {
            Place = Answer,
            Flow = "refund",
            Hits = request => request.Verb == Verb.Refund,
            Answers = (act, answer, _) => answer with { Payment = answer.Payment! with { Refunded = act.Before.Refunded } },
        },
        new("state-from-before", "As before, with the state.", StateMismatch)
        {
            Place = Answer,
            Flow = "authorise-capture",
            Hits = request => request.Verb == Verb.Capture,
            Answers = (act, answer, _) => answer with { Payment = answer.Payment! with { Status = "authorized" } },
        },
        new("refused-but-done", "A validation runs after the work: the client is told that nothing happened.", Phantom)
        {
            Place = Answer,
            Flow = "sale-card",
            Answers = (_, _, _) => ApiAnswer.Refusal(400, "invalid-request"),
        },
        new("told-as-declined", "The risk system's late veto changes the answer only.", Phantom, StateMismatch)
        {
            Place = Answer,
            Flow = "sale-card",
            Answers = (act, _, _) => new ApiAnswer(402) { Problem = "declined", Payment = act.Before with { Status = "declined" } },
        },
        new("never-finished", "The operation stays in progress: the message that ends it is lost.", Unresolved)
        {
            Place = Answer,
            Flow = "sale-card",
            Answers = (_, answer, _) => new ApiAnswer(202) { Payment = answer.Payment, RetryAfter = true },
        },
        new("stale-read-after-promotion", "Reads go to a replica that lags.", StateMismatch, AmountMismatch)
        {
            Place = Read,
            Flow = "authorise-capture",
            Shows = (payment, world) => world.Store.Earlier.GetValueOrDefault(payment.Id, payment) with { Pending = null },
        },
        new("payment-not-found", "The payment is in a shard that the new node does not read.", StateMismatch)
        {
            Place = Read,
            Flow = "sale-card",
            Shows = (_, _) => null,
        },
        new("another-amount-shown", "The read model is built by a consumer that has dropped an event.", AmountMismatch)
        {
            Place = Read,
            Flow = "refund",
            Shows = (payment, _) => payment.Refunded == 0 ? payment : payment with { Refunded = 0 },
        },
        new("amount-of-the-payment-shown-wrongly", "The amount is formatted for people and parsed again.", AmountMismatch)
        {
            Place = Read,
            Flow = "sale-card",
            Shows = (payment, _) => payment with { Amount = payment.Amount * 100 },
        },
        new("another-currency-shown", "The read model shows the merchant's currency.", AmountMismatch)
        {
            Place = Read,
            Flow = "sale-card",
            Shows = (payment, _) => payment with { Currency = "SEK" },
        },
    ];
}
