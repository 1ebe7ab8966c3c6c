using PspLoad.LyingPsp.State;
using static PspLoad.Core.Results.ViolationKind;

namespace PspLoad.LyingPsp.Faults;

/// <summary>The acquirer does something else than the PSP books.</summary>
internal static class WrongCharges
{
    private const string Place = "at the acquirer";

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new("exponent-of-another-currency", "Every currency has two decimals, says the message to the acquirer.", AmountMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Charges = (_, line, _) => [line with { Amount = line.Amount * 100 }],
        },
        new("two-decimals-for-all", "Yen have none and dinars have three, but the message to the acquirer is made for two.", AmountMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Charges = (_, line, _) =>
                line.Currency switch
                {
                    "JPY" => [line with { Amount = line.Amount * 100 }],
                    "KWD" => [line with { Amount = line.Amount / 10 }],
                    _ => [line],
                },
        },
        new("rounded-to-whole-units", "The amount goes through a currency without decimals.", AmountMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Charges = (_, line, _) => [line with { Amount = line.Amount / 100 * 100 }],
        },
        new("charged-in-another-currency", "The acquirer converts without being asked.", AmountMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Charges = (_, line, _) => [line with { Currency = line.Currency == "SEK" ? "NOK" : "SEK" }],
        },
        new("only-authorised-at-the-acquirer", "The sale is sent as an authorisation, and the capture is forgotten.", MissingCharge, UnbookedCharge)
        {
            Place = Place,
            Flow = "sale-card",
            Charges = (_, line, _) => [line with { Operation = "authorize" }],
        },
        new(
            "refund-charged",
            "The sign is lost: the cardholder pays a second time instead of getting the money back.",
            MissingCharge,
            DoubleCharge,
            UnbookedCharge
        )
        {
            Place = Place,
            Flow = "refund",
            Hits = request => request.Verb == Verb.Refund,
            Charges = (_, line, _) => [line with { Operation = "sale", Parent = null }],
        },
        new("sale-reversed", "The reversal of a time-out is sent although the answer came.", ReversedCharge)
        {
            Place = Place,
            Flow = "sale-card",
            Afterwards = (act, world) => world.Acquirer.Reverse(act.Reference, act.OrderId),
        },
        new("reversal-of-another-amount", "Only the fee-free part of a given-up sale is reversed.", AmountMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (act, commit, world) => GiveUp(act, commit, world, line => world.Acquirer.Add(line with { Amount = line.Amount - 1 })),
        },
        new("given-up-and-reversed-twice", "Two nodes reverse, each with its own reference.", DoubleCharge)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (act, commit, world) => GiveUp(act, commit, world, line =>
                {
                    world.Acquirer.Add(line);
                    world.Acquirer.Add(line with { Reference = line.Reference + "_2" });
                }),
        },
        new("given-up-but-not-reversed", "The time-out is told as a failure, and the reversal is never sent.", UnbookedCharge)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (act, commit, world) => GiveUp(act, commit, world, _ => { }),
        },
        new("refund-paid-twice", "The job that pays refunds starts again, and draws new references.", DoubleCharge)
        {
            Place = Place,
            Flow = "refund",
            Hits = request => request.Verb == Verb.Refund,
            Charges = (_, line, world) => [line, line with { Reference = world.Store.NewId("op_") }],
        },
        new("refund-under-the-sales-reference", "The acquirer's references are unique per operation, so a second operation gets through.", UnbookedCharge)
        {
            Place = Place,
            Flow = "sale-card",
            Charges = (_, line, _) => [line, line with { Operation = "refund", Parent = line.Reference }],
        },
        new("unknown-operation", "The acquirer takes a fee with an operation that its protocol does not have.", UnbookedCharge)
        {
            Place = Place,
            Flow = "sale-card",
            Charges = (_, line, world) => [line, line with { Operation = "adjustment", Reference = world.Store.NewId("op_"), Amount = 25 }],
        },
        new("void-not-sent-to-the-acquirer", "The hold is released in the books only.", MissingCharge)
        {
            Place = Place,
            Flow = "authorise-void",
            Hits = request => request.Verb == Verb.Void,
            Charges = (_, _, _) => [],
        },
        new("charge-under-another-order", "The message has the order of the thread's last user.", MissingCharge, UnbookedCharge, CardMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Charges = (_, line, world) =>
            {
                if (world.Bystander(PlantedFault.IsHit) is not { } other)
                    return [line];
                world.DrawnIn.Add(other.OrderId);
                return [line with { OrderId = other.OrderId }];
            },
        },
        new("charge-for-no-order", "A test of the connection is sent to the live acquirer.", UnbookedCharge)
        {
            Place = Place,
            Flow = "sale-card",
            Commits = (act, commit, world) =>
            {
                var reference = world.Store.NewId("op_");
                world.Acquirer.Add(Postings.LineOf(act.Before, reference, Verb.Sale, act.Before.Amount) with { OrderId = null });
                world.DrawnIn.Add(reference);
                return commit;
            },
        },
    ];

    private static Commit GiveUp(Act act, Commit commit, World world, Action<BookLine> reverse)
    {
        reverse(new BookLine("void", "rev_1_" + act.Reference, act.Reference, act.OrderId, act.Before.Amount, act.Before.Currency));
        var after = act.Before with { Status = "failed", Reason = "acquirer_no_answer", Pending = null };
        return commit with
        {
            After = after,
            Sides = [],
            Answer = new ApiAnswer(502) { Problem = "acquirer-failure", Payment = after },
        };
    }
}
