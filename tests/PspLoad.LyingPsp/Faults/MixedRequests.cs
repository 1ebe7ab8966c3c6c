using PspLoad.LyingPsp.State;
using static PspLoad.Core.Results.ViolationKind;

namespace PspLoad.LyingPsp.Faults;

/// <summary>Something of one request ends up in another one: shared buffers, pooled objects, swapped connections.</summary>
internal static class MixedRequests
{
    private const string Place = "in the request",
        AtTheAcquirer = "at the acquirer",
        Stranger = "5555555555554444";

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new("amount-of-another-request", "A pooled request object keeps the amount of its last user.", AmountMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Understands = (request, world) => request with { Amount = (world.Bystander(PlantedFault.IsHit)?.Before.Amount ?? 0) + 1 },
        },
        new("ten-times-the-amount", "100 is asked, 1,000 is told, booked and charged: all of the PSP agrees with itself.", AmountMismatch)
        {
            Place = Place,
            Flow = "sale-token",
            Hits = request => request.Verb == Verb.Sale,
            Understands = (request, _) => request with { Amount = request.Amount * 10 },
        },
        new("currency-of-another-request", "As before, with the currency.", AmountMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Understands = (request, _) => request with { Currency = request.Currency == "SEK" ? "NOK" : "SEK" },
        },
        new("card-of-another-request", "As before, with the card: a stranger pays.", CardMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Understands = (request, _) => request with { Card = Stranger },
        },
        new("card-of-another-request-at-the-acquirer", "As before, in the acquirer's message only: the PSP shows the right card.", CardMismatch)
        {
            Place = AtTheAcquirer,
            Flow = "sale-token",
            Hits = request => request.Verb == Verb.Sale,
            Charges = (_, line, _) => [line with { Card = "424242******0000" }],
        },
        new("card-of-another-request-stored", "As before, in the payment's row only: refunds go to a stranger.", CardMismatch)
        {
            Place = "commit",
            Flow = "authorise-capture",
            Hits = request => request.Verb == Verb.Authorize,
            Commits = (_, commit, _) => commit with { After = commit.After with { Card = Stranger } },
        },
        new("order-of-another-request-told", "The answer names the order of the last request of the connection: the shop sends the wrong goods.", OrderMismatch)
        {
            Place = "in the answer",
            Flow = "sale-card",
            Answers = (_, answer, world) =>
                answer.Payment is { } payment && world.Bystander(PlantedFault.IsHit) is { } other
                    ? answer with
                    {
                        Payment = payment with { OrderId = other.OrderId },
                    }
                    : answer,
        },
        new("sale-taken-for-an-authorisation", "The capture mode of another request is used: nobody will capture this payment.", EffectMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Understands = (request, _) => request with { Verb = Verb.Authorize },
        },
        new(
            "answer-of-another-request",
            "A connection of the pool is given back before its answer was read.",
            AmountMismatch,
            StateMismatch,
            Lost,
            Phantom,
            OrderMismatch
        )
        {
            Place = "in the answer",
            Flow = "sale-card",
            Answers = (_, answer, world) => world.Bystander(PlantedFault.IsHit)?.Answer ?? answer,
        },
        new(
            "payment-under-another-merchant",
            "A static field holds the current merchant.",
            MerchantMismatch,
            Lost,
            UnbookedCharge,
            StateMismatch,
            BooksDisagree
        )
        {
            Place = "commit",
            Flow = "sale-card",
            Commits = (_, commit, _) =>
                commit with
                {
                    After = commit.After with { Merchant = Store.OtherMerchant },
                    Sides = [.. commit.Sides.Select(side => side with { Merchant = Store.OtherMerchant })],
                },
        },
        new(
            "entry-under-another-order",
            "The posting takes the order from the thread's context.",
            Lost,
            Phantom,
            UnbookedCharge,
            MissingCharge,
            AmountMismatch,
            BooksDisagree
        )
        {
            Place = "in the ledger",
            Flow = "sale-card",
            Commits = (_, commit, world) =>
            {
                if (world.Bystander(PlantedFault.IsHit) is not { } other)
                    return commit;
                world.DrawnIn.Add(other.OrderId);
                return commit with { Sides = [.. commit.Sides.Select(side => side with { OrderId = other.OrderId })] };
            },
        },
        new("capture-on-another-authorisation", "The acquirer's message is built from the last authorisation of the connection.", ParentMismatch)
        {
            Place = AtTheAcquirer,
            Flow = "authorise-capture",
            Hits = request => request.Verb == Verb.Capture,
            Charges = (_, line, world) => [line with { Parent = world.Bystander(PlantedFault.IsHit)?.Reference ?? "op_unknown" }],
        },
        new("void-of-another-authorisation", "As before, with a void: another cardholder's hold is released.", ParentMismatch)
        {
            Place = AtTheAcquirer,
            Flow = "authorise-void",
            Hits = request => request.Verb == Verb.Void,
            Charges = (_, line, world) => [line with { Parent = world.Bystander(PlantedFault.IsHit)?.Reference ?? "op_unknown" }],
        },
    ];
}
