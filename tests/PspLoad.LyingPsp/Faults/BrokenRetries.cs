using PspLoad.LyingPsp.State;
using static PspLoad.Core.Results.ViolationKind;

namespace PspLoad.LyingPsp.Faults;

/// <summary>The same key comes again, and does not get the same answer or does more than answer.</summary>
internal static class BrokenRetries
{
    private const string Place = "under a repeated key",
        DoubleClick = "duplicate-submission";

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new("charged-again-on-retry", "The acquirer's time-out is repeated by the HTTP client, and the acquirer does not check references.", DoubleCharge)
        {
            Place = Place,
            Flow = DoubleClick,
            Answers = (act, answer, world) => OnReplay(act, answer, world, () => world.Acquirer.Repeat(act.Reference)),
        },
        new("charged-under-another-reference-on-retry", "Each attempt draws a new reference, so the acquirer cannot see the repetition.", DoubleCharge)
        {
            Place = Place,
            Flow = DoubleClick,
            Answers = (act, answer, world) =>
                OnReplay(act, answer, world, () => world.Acquirer.Add(Postings.LineOf(act.Before, world.Store.NewId("op_"), Verb.Sale, act.Before.Amount))),
        },
        new("booked-again-on-retry", "The posting is outside the idempotent part.", Duplicated, MissingCharge, AmountMismatch)
        {
            Place = Place,
            Flow = DoubleClick,
            Answers = (act, answer, world) => OnReplay(act, answer, world, () => world.Perform(act.Before, Verb.Sale, act.Before.Amount, isCharged: false)),
        },
        new("key-forgotten", "Keys are in a cache that evicts them: the repetition is a second payment.", Duplicated, ContradictoryAnswers, Phantom)
        {
            Place = Place,
            Flow = DoubleClick,
            Finds = (_, found, _) => found?.Answer is null ? found : null,
        },
        new("time-out-retried-as-a-new-payment", "The first attempt is stored only when its answer was sent.", Duplicated, Phantom)
        {
            Place = Place,
            Flow = "sale-card",
            Answers = (act, answer, world) =>
            {
                act.IsForgotten = !world.LiedAbout.Contains(act.OrderId);
                return act.IsForgotten ? ApiAnswer.Cut : answer;
            },
            Finds = (_, found, _) => found is { IsForgotten: true } ? null : found,
        },
        new(
            "replay-of-another-payment",
            "The cached answer is stored under a hash that collides.",
            ContradictoryAnswers,
            AmountMismatch,
            StateMismatch,
            Lost,
            Phantom,
            OrderMismatch
        )
        {
            Place = Place,
            Flow = DoubleClick,
            Answers = (act, answer, world) =>
                answer.IsReplay && world.Bystander(PlantedFault.IsHit)?.Answer is { } other ? other with { IsReplay = true } : answer,
        },
        new("replay-says-declined", "The repetition is checked by the fraud rules again, and fails: too many attempts.", ContradictoryAnswers)
        {
            Place = Place,
            Flow = DoubleClick,
            Answers = (act, answer, _) => answer.IsReplay ? Declined(act) : answer,
        },
        new(
            "key-truncated-and-body-forgotten",
            "The key's column is too short, so keys of other orders are equal; bodies are not compared.",
            AmountMismatch,
            Lost,
            StateMismatch,
            OrderMismatch
        )
        {
            Place = Place,
            Flow = "sale-card",
            Finds = (_, found, world) => found ?? world.Bystander(PlantedFault.IsHit),
        },
    ];

    private static ApiAnswer OnReplay(Act act, ApiAnswer answer, World world, Action lie)
    {
        if (answer.IsReplay && world.LiedAbout.Add(act.OrderId))
            lie();
        return answer;
    }

    private static ApiAnswer Declined(Act act) => new(402) { Problem = "declined", Payment = act.Before with { Status = "declined", Reason = "do_not_honor" } };
}
