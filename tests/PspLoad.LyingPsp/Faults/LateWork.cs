using PspLoad.LyingPsp.State;
using static PspLoad.Core.Results.ViolationKind;

namespace PspLoad.LyingPsp.Faults;

/// <summary>The books are clean at first. A worker spoils them later, so only a second look finds it.</summary>
internal static class LateWork
{
    private const string Place = "in a background worker, long after";

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new(
            "late-duplicate-by-a-recovery-worker",
            "A lease ends, a recovery worker takes the operation over, and its first owner had finished it.",
            Duplicated,
            AmountMismatch
        )
        {
            Place = Place,
            Flow = "sale-card",
            LongAfter = (act, world) => world.Perform(act.Before, Verb.Sale, act.Before.Amount),
        },
        new("late-charge", "The acquirer works off a queue after its outage, and has the sale already.", DoubleCharge)
        {
            Place = Place,
            Flow = "sale-card",
            LongAfter = (act, world) => world.Acquirer.Repeat(act.Reference),
        },
        new("late-reversal", "The reversal of a time-out waits in its queue; meanwhile the sale was repeated and acknowledged.", ReversedCharge)
        {
            Place = Place,
            Flow = "sale-card",
            LongAfter = (act, world) => world.Acquirer.Reverse(act.Reference, act.OrderId),
        },
        new("late-deletion", "A retention job deletes by the wrong date.", Lost, UnbookedCharge, StateMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            LongAfter = (act, world) => world.Store.Undo(act),
        },
    ];
}
