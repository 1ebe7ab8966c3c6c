using PspLoad.LyingPsp.State;
using static PspLoad.Core.Results.ViolationKind;

namespace PspLoad.LyingPsp.Faults;

/// <summary>The ledger has too much, too little or something else.</summary>
internal static class BrokenLedger
{
    private const string Place = "in the ledger";

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new("one-side-missing", "The two sides are two statements without a transaction.", UnbalancedLedger)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (_, commit, _) => commit with { Sides = [.. commit.Sides.Take(1)] },
        },
        new("sides-differ-by-a-cent", "Each side is rounded for itself.", UnbalancedLedger)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (_, commit, _) => commit with { Sides = [commit.Sides[0], commit.Sides[1] with { Credit = commit.Sides[1].Credit - 1 }] },
        },
        new("fee-taken-twice", "The scheme's fee is subtracted before the booking and at the settlement.", AmountMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (act, commit, _) => commit with { Sides = Postings.Of(act.Before, act.Reference, Verb.Sale, act.Before.Amount - 1) },
        },
        new("booked-twice", "A consumer handles the event at least once, and so it does.", Duplicated, MissingCharge, AmountMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Afterwards = (act, world) => world.Perform(act.Before, Verb.Sale, act.Before.Amount, isCharged: false),
        },
        new("booked-twice-under-one-reference", "As before, with the same reference.", AmountMismatch, SettlementMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (_, commit, _) => commit with { Sides = [.. commit.Sides, .. commit.Sides] },
        },
        new("booked-in-another-currency", "The ledger has one currency per merchant.", AmountMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (_, commit, _) => commit with { Sides = [.. commit.Sides.Select(side => side with { Currency = "SEK" })] },
        },
        new("entry-for-no-order", "A migration books what it cannot assign to an order called unknown.", Phantom, MissingCharge)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (act, commit, world) =>
            {
                var nobody = act.Before with { OrderId = $"unknown.{act.Reference}", Id = world.Store.NewId("pay_") };
                world.Store.Put(nobody);
                world.Perform(nobody, Verb.Sale, act.Before.Amount, isCharged: false);
                world.DrawnIn.Add(nobody.OrderId);
                return commit;
            },
        },
        new("unknown-kind-booked", "A correction is booked by hand, without an operation.", Phantom, MissingCharge, SettlementMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Afterwards = (act, world) => world.Store.Book(Postings.Of(act.Before, world.Store.NewId("op_"), Verb.Sale, act.Before.Amount, kind: "correction")),
        },
        new("credited-to-another-account", "The merchant's side is booked to suspense: debits equal credits, and the merchant is never paid.", UnbalancedLedger)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (_, commit, _) => commit with { Sides = [commit.Sides[0], commit.Sides[1] with { Account = "suspense" }] },
        },
        new("hold-not-released-by-the-capture", "The release is a job of its own, and it is lost.", UnbalancedLedger)
        {
            Place = Place,
            Flow = "authorise-capture",
            Hits = request => request.Verb == Verb.Capture,
            Commits = (_, commit, _) => commit with { Sides = [.. commit.Sides.Skip(2)] },
        },
        new("refund-booked-as-a-sale", "The sign is lost in the ledger.", Lost, Phantom, Duplicated, UnbookedCharge, MissingCharge, AmountMismatch)
        {
            Place = Place,
            Flow = "refund",
            Hits = request => request.Verb == Verb.Refund,
            Commits = (act, commit, _) => commit with { Sides = Postings.Of(act.Before, act.Reference, Verb.Sale, act.Request.Amount) },
        },
        new(
            "ledger-shown-without-the-latest",
            "The ledger's API reads a replica that stopped.",
            BooksDisagree,
            Lost,
            UnbookedCharge,
            AmountMismatch,
            SettlementMismatch
        )
        {
            Place = "when the ledger is read",
            Flow = "sale-card",
            Lists = _ => null,
        },
        new("row-lost-under-a-cache", "The node answers from its cache what the database has lost.", BooksDisagree, AmountMismatch)
        {
            Place = "in the database",
            Flow = "sale-card",
            Keeps = _ => null,
        },
        new("another-amount-stored", "The node has converted the amount when it read the row.", BooksDisagree, AmountMismatch)
        {
            Place = "in the database",
            Flow = "sale-card",
            Keeps = side => side with { Debit = side.Debit * 10, Credit = side.Credit * 10 },
        },
    ];
}
