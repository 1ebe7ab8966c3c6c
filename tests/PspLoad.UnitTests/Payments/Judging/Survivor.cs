using PspLoad.Payments.Data;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Judging;

/// <summary>Changes that the judge cannot or must not see.</summary>
/// <param name="Change">what is changed, for the page</param>
/// <param name="Reason">why it survives, one sentence</param>
/// <param name="Matches">recognises the mutants</param>
internal sealed record Survivor(string Change, string Reason, Predicate<Mutant> Matches)
{
    public static IReadOnlyList<Survivor> All { get; } =
    [
        new("time of any record", "Clocks of different machines are not compared.", mutant => mutant.Change == nameof(StoryRecord.At)),
        new("told: request id", "It finds a request in the PSP's logs and says nothing about money.", mutant => Is<Answer>(mutant, nameof(Answer.RequestId))),
        new("told: HTTP status", "It is how the PSP said it; what it means is the outcome, which is compared.", mutant =>
            Is<Answer>(mutant, nameof(Answer.Status))
        ),
        new("asked: an operation with an unknown name", "Operations of other PSPs have other names; what they do is the effect, which is compared.", mutant =>
            Is<Intent>(mutant, nameof(Intent.Operation))
        ),
        new("asked: a token, or a card that is no test card", "The card behind a token is compared. Of cards of another PSP nothing is known.", mutant =>
            Is<Intent>(mutant, nameof(Intent.Source)) && NamedCards.TryFind(((Intent)mutant.Altered!).Source!) is null
        ),
        new("asked: the card of a request that came to nothing", "No payment of the order has it.", mutant =>
            Is<Intent>(mutant, nameof(Intent.Source)) && !mutant.Records.Any(record => record is ShownPayment or StoredPayment or Charge)
        ),
        new("shown: the same payment twice", "The harness asks for each payment; reading one twice says the same twice.", mutant =>
            Is<ShownPayment>(mutant, Mutant.Double)
        ),
        new("notified: the same webhook twice", "Webhooks are delivered at least once.", mutant => Is<Notification>(mutant, Mutant.Double)),
        new("notified: one of two deliveries missing", "The other delivery says the same.", mutant =>
            Is<Notification>(mutant, Mutant.Drop) && mutant.Records.Contains(mutant.Original)
        ),
        new("notified: the event of a step that moves no money", "It recognises repeated deliveries; nothing is booked under it.", mutant =>
            Is<Notification>(mutant, nameof(Notification.Reference)) && mutant.Subject is Subject.Decline or Subject.Challenge
        ),
        new("told: a replay's answer twice", "A key may be replayed any number of times.", mutant =>
            Is<Answer>(mutant, Mutant.Double) && Told(mutant).IsReplay
        ),
        new("told: the outcome of a step that moves no money", "No money depends on it: a token, or a payment that still waits for its challenge.", mutant =>
            Is<Answer>(mutant, nameof(Answer.Outcome)) && Told(mutant) is { Outcome: PaymentOutcome.Acknowledged, Effect: Effect.None }
        ),
        new("told: the state in the answer to a token", "A token has no state.", mutant =>
            Is<Answer>(mutant, nameof(Answer.State)) && Told(mutant) is { Outcome: PaymentOutcome.Acknowledged, State: null }
        ),
        new("told: one of several answers to a key as a refusal or a lost answer", "Another answer to the same key settles it.", mutant =>
            Is<Answer>(mutant, nameof(Answer.Outcome))
            && Changed(mutant).Outcome is PaymentOutcome.Indeterminate or PaymentOutcome.Refused
            && HasOtherFinal(mutant)
        ),
        new("told: a refusal as a decline", "Both say that no money moved.", mutant =>
            Is<Answer>(mutant, nameof(Answer.Outcome)) && Told(mutant).Outcome == PaymentOutcome.Refused && Changed(mutant).Outcome == PaymentOutcome.Declined
        ),
        new("told: payment or state in a refusal", "A refusal is about a request, not about a payment.", mutant =>
            mutant.Change is nameof(Answer.PaymentId) or nameof(Answer.State) && mutant.Original is Answer { Outcome: PaymentOutcome.Refused }
        ),
        new("charged: the name of a reversal", "The PSP names each attempt to reverse a charge anew; what it reverses is compared.", mutant =>
            mutant is { Change: nameof(Charge.Reference), Original: Charge { Effect: Effect.Void } reversal }
            && mutant.Records.OfType<Movement>().All(movement => movement.Reference != reversal.Reference)
        ),
        new("asked: payment or effect of a challenge that failed", "Nothing came of the request, so no other witness knows it.", mutant =>
            mutant.Change is nameof(Intent.PaymentId) or nameof(Intent.Effect)
            && mutant.Original is Intent intent
            && mutant
                .Records.OfType<Answer>()
                .Where(answer => answer.Key == intent.Key)
                .All(answer => answer.Outcome is PaymentOutcome.Refused or PaymentOutcome.Declined)
        ),
    ];

    private static bool Is<T>(Mutant mutant, string change) => mutant.Original is T && mutant.Change == change;

    private static Answer Told(Mutant mutant) => (Answer)mutant.Original;

    private static Answer Changed(Mutant mutant) => (Answer)mutant.Altered!;

    private static bool HasOtherFinal(Mutant mutant) =>
        mutant
            .Records.OfType<Answer>()
            .Any(answer => answer.Key == Told(mutant).Key && answer != mutant.Altered && answer.Outcome != PaymentOutcome.Indeterminate);
}
