using PspLoad.LyingPsp.State;
using static PspLoad.Core.Results.ViolationKind;

namespace PspLoad.LyingPsp.Faults;

/// <summary>The client holds an acknowledgement; what it acknowledges is gone.</summary>
internal static class LostCommits
{
    private const string Place = "after the commit";

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new(
            "acknowledged-before-the-commit",
            "The answer is sent first, and the process dies before the transaction ends.",
            Lost,
            UnbookedCharge,
            StateMismatch
        )
        {
            Place = "before the commit",
            Flow = "sale-card",
            // What stays is the intent.
            Commits = (act, commit, _) => commit with { After = act.Before with { Pending = act.Reference }, Sides = [] },
        },
        new("commit-lost-on-failover", "An asynchronous replica is promoted that lacks the last transactions.", Lost, UnbookedCharge, StateMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Afterwards = (act, world) =>
            {
                world.Store.Undo(act);
                world.Store.Acts.Remove(act.Request.Key);
            },
        },
        new("capture-lost-on-failover", "As before, in the middle of a payment.", Lost, UnbookedCharge, StateMismatch, AmountMismatch)
        {
            Place = Place,
            Flow = "authorise-capture",
            Hits = request => request.Verb == Verb.Capture,
            Afterwards = (act, world) => world.Store.Undo(act),
        },
        new("kept-in-memory-only", "A cache answers; the write behind it fails and nobody looks at its error.", Lost, StateMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Charges = (_, _, _) => [],
            Afterwards = (act, world) => world.Store.Undo(act),
        },
        new("payment-row-lost", "Payment and ledger are written in two transactions, and the first is rolled back.", StateMismatch, Lost, BooksDisagree)
        {
            Place = Place,
            Flow = "sale-token",
            Hits = request => request.Verb == Verb.Sale,
            Afterwards = (act, world) => world.Store.Payments.Remove(act.Before.Id),
        },
        new("refund-dropped-from-its-queue", "The payment says refunded; the job that pays and books the refund is lost.", Lost, AmountMismatch)
        {
            Place = "commit",
            Flow = "refund",
            Hits = request => request.Verb == Verb.Refund,
            Charges = (_, _, _) => [],
            Commits = (_, commit, _) => commit with { Sides = [] },
        },
        new("void-never-sent", "The void is only a flag in the payment; the cardholder's money stays held.", Lost)
        {
            Place = "commit",
            Flow = "authorise-void",
            Hits = request => request.Verb == Verb.Void,
            Charges = (_, _, _) => [],
            Commits = (_, commit, _) => commit with { Sides = [] },
        },
        new("acknowledged-but-never-charged", "The message to the acquirer is lost after the outbox has marked it as sent.", MissingCharge)
        {
            Place = "at the acquirer",
            Flow = "sale-card",
            Charges = (_, _, _) => [],
        },
    ];
}
