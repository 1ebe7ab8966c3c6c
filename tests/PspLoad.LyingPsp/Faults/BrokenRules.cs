using PspLoad.LyingPsp.State;
using static PspLoad.Core.Results.ViolationKind;

namespace PspLoad.LyingPsp.Faults;

/// <summary>The payment's state machine lets through what it must not, or a decline moves money.</summary>
internal static class BrokenRules
{
    private const string Place = "after the commit",
        Commit = "commit",
        AtTheAcquirer = "at the acquirer",
        Worker = "in a background worker";

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new("capture-above-the-authorisation", "A tip is added after the check of the amount.", OverdrawnPayment, AmountMismatch)
        {
            Place = Commit,
            Flow = "authorise-capture",
            Hits = request => request.Verb == Verb.Capture,
            Charges = (act, line, _) => [line with { Amount = act.Before.Amount + 1 }],
            Commits = (act, commit, _) => commit with { Sides = Postings.Of(act.Before, act.Reference, Verb.Capture, act.Before.Amount + 1) },
        },
        new("partial-capture-booked-in-full", "The batch books the amount of the authorisation.", AmountMismatch, OverdrawnPayment)
        {
            Place = "in the ledger",
            Flow = "authorise-capture",
            Hits = request => request.Verb == Verb.Capture,
            Commits = (act, commit, _) =>
                act.Request.Amount == act.Before.Amount
                    ? commit
                    : commit with
                    {
                        Sides = Postings.Of(act.Before, act.Reference, Verb.Capture, act.Before.Amount),
                    },
        },
        new("refunded-twice", "Two workers take the same job.", Duplicated, OverdrawnPayment, AmountMismatch)
        {
            Place = Place,
            Flow = "refund",
            Hits = request => request.Verb == Verb.Refund,
            Afterwards = (act, world) => world.Perform(act.Before, Verb.Refund, act.Request.Amount),
        },
        new("refund-above-the-capture", "The limit is the amount authorised, plus a tolerance for exchange rates.", OverdrawnPayment, AmountMismatch)
        {
            Place = Commit,
            Flow = "refund",
            Hits = request => request.Verb == Verb.Refund,
            Charges = (act, line, _) => [line with { Amount = act.Before.Captured + 1 }],
            Commits = (act, commit, _) => commit with { Sides = Postings.Of(act.Before, act.Reference, Verb.Refund, act.Before.Captured + 1) },
        },
        new("void-after-capture", "The clean-up of open authorisations does not see that one was captured.", Phantom, OverdrawnPayment)
        {
            Place = Place,
            Flow = "authorise-capture",
            Hits = request => request.Verb == Verb.Capture,
            Afterwards = (act, world) => world.Perform(act.Before, Verb.Void, act.Before.Amount),
        },
        new("cancelled-but-captured", "The void loses the race against the capture at the end of the day.", Phantom, OverdrawnPayment, StateMismatch)
        {
            Place = Worker,
            Flow = "authorise-void",
            Hits = request => request.Verb == Verb.Void,
            Later = (act, world) =>
            {
                world.Perform(act.Before, Verb.Capture, act.Before.Amount);
                world.Store.Put(act.Before with { Status = "captured", Captured = act.Before.Amount });
            },
        },
        new("declined-but-charged", "The issuer approves after the acquirer's stand-in has declined.", UnbookedCharge)
        {
            Place = AtTheAcquirer,
            Flow = "declined",
            Hits = IsDeclined,
            Charges = (act, line, world) =>
            {
                world.Acquirer.Add(line with { Reference = world.Store.NewId("op_") });
                world.LiedAbout.Add(act.OrderId);
                return [line];
            },
        },
        new("declined-but-captured-later", "A declined card is put into the retry queue of subscriptions.", Phantom, StateMismatch)
        {
            Place = Worker,
            Flow = "declined",
            Hits = IsDeclined,
            Later = (act, world) =>
            {
                world.Perform(act.Before, Verb.Sale, act.Before.Amount);
                world.Store.Put(act.Before with { Status = "captured", Authorized = act.Before.Amount, Captured = act.Before.Amount });
            },
        },
        new("decline-taken-for-an-approval", "A new reason of the acquirer is unknown, and unknown means approved.", MissingCharge)
        {
            Place = "at the acquirer's answer",
            Flow = "declined",
            Hits = IsDeclined,
            Decides = (_, _) => null,
        },
        new("failed-challenge-yet-captured", "The callback's result is not read; its arrival counts.", Phantom, AmountMismatch)
        {
            Place = Place,
            Flow = "three-d-secure",
            Hits = request => request is { Verb: Verb.Authenticate, Passed: false },
            Afterwards = (act, world) => world.Perform(act.Before, Verb.Sale, act.Before.Amount),
        },
        new("failed-challenge-yet-charged", "As before, at the acquirer only.", UnbookedCharge)
        {
            Place = AtTheAcquirer,
            Flow = "three-d-secure",
            Hits = request => request is { Verb: Verb.Authenticate, Passed: false },
            Afterwards = (act, world) => world.Acquirer.Add(Postings.LineOf(act.Before, act.Reference, Verb.Sale, act.Before.Amount)),
        },
        new("captured-before-the-challenge", "The sale is sent at once, and again after the challenge.", DoubleCharge)
        {
            Place = AtTheAcquirer,
            Flow = "three-d-secure",
            Hits = request => request is { Verb: Verb.Authenticate, Passed: true },
            Afterwards = (act, world) => world.Acquirer.Add(Postings.LineOf(act.Before, world.Store.NewId("op_"), Verb.Sale, act.Before.Amount)),
        },
    ];

    private static bool IsDeclined(ApiRequest request) => request.Card is "4000000000000002" or "4000000000009995";
}
