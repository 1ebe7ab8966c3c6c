using PspLoad.Core.Results;
using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Rules on the client's journal alone: what it asked for against what it was told.</summary>
internal static class AnswerRules
{
    public static void EveryAnswerWasAskedFor(OrderStory story, ReportViolation report)
    {
        foreach (var operation in story.Operations.Where(operation => operation.Unanswered < 0))
        {
            report(
                ViolationKind.Unasked,
                $"the client was told of {operation.Answers[0].Phrase()} under key {operation.Key} "
                    + $"by {operation.Answers.Count(answer => !answer.IsReplay)} answers, "
                    + $"but asked {operation.Intents.Count} times"
            );
        }
    }

    public static void EveryRequestHasAnOutcome(OrderStory story, ReportViolation report)
    {
        foreach (var operation in story.Operations.Where(operation => operation.Intents.Count > 0))
        {
            if (operation.IsIndeterminate)
                report(ViolationKind.Unresolved, $"{operation.Intent.Asked()} under key {operation.Key} has no known outcome");
            else if (operation.Unanswered > 0)
                report(ViolationKind.Unresolved, $"{operation.Unanswered} of {operation.Intents.Count} requests under key {operation.Key} have no answer");
        }
    }

    public static void AnswersAgree(OrderStory story, ReportViolation report)
    {
        foreach (var operation in story.Operations.Where(operation => operation.Contradictions.Any()))
            report(ViolationKind.ContradictoryAnswers, $"key {operation.Key} got contradictory answers: {FinalAnswers(operation)}");
    }

    /// <summary>An answer without an amount, a currency or a payment says nothing about it.</summary>
    public static void ToldAsAsked(OrderStory story, ReportViolation report)
    {
        foreach (var operation in story.Operations)
        {
            foreach (var asked in operation.Intents)
            {
                JudgeRequest(asked, report);
                if (asked.Source != operation.Intent!.Source)
                    report(ViolationKind.CardMismatch, $"requests under key {operation.Key} name two cards: {operation.Intent.Source} and {asked.Source}");
                foreach (var told in operation.Answers)
                    Compare(asked, told, report);
            }
        }
    }

    /// <summary>The states of another PSP are not known here, so they are not judged.</summary>
    public static void StateFitsTheOutcome(OrderStory story, ReportViolation report)
    {
        if (!story.Operations.Any(operation => operation.Answers.Any(told => IsKnown(told.State))) && !story.Shown.Any(shown => IsKnown(shown.State)))
            return;
        foreach (var operation in story.Operations)
        {
            foreach (var told in operation.Answers.Where(told => told.State is not null))
            {
                var possible = StatesAfter(told, operation.Intent);
                if (!possible.Contains(told.State))
                {
                    report(
                        ViolationKind.StateMismatch,
                        $"after {(told.Outcome == PaymentOutcome.Acknowledged ? told.Phrase() : $"{told.Outcome} {operation.Intent?.Operation}")} "
                            + "the client was told "
                            + $"that payment {told.PaymentId} is {told.State}, expected {string.Join(" or ", possible)} (key {told.Key})"
                    );
                }
            }
        }
    }

    /// <summary>The effect and the payment of a request follow from its operation. Operations of another PSP are not known here.</summary>
    private static void JudgeRequest(Intent asked, ReportViolation report)
    {
        if (PspOperations.EffectsOf(asked.Operation) is not { } effects)
            return;
        if (!effects.Contains(asked.Effect))
            report(ViolationKind.EffectMismatch, $"the journal has {asked.Effect.Noun()} as the effect of {asked.Asked()} (key {asked.Key})");
        if (PspOperations.Begins(asked.Operation) != asked.PaymentId is null)
            report(ViolationKind.AmountMismatch, $"the journal has {asked.PaymentId ?? "no payment"} as the payment of {asked.Asked()} (key {asked.Key})");
        if (PspOperations.Begins(asked.Operation) != asked.Source is not null)
            report(ViolationKind.CardMismatch, $"the journal has {asked.Source ?? "nothing"} as the card or token of {asked.Asked()} (key {asked.Key})");
    }

    private static void Compare(Intent asked, Answer told, ReportViolation report)
    {
        if (told.Amount != asked.Amount)
            Differs(ViolationKind.AmountMismatch, told.Phrase());
        if (told.Currency is { } currency && currency != (asked.Currency ?? currency))
            Differs(ViolationKind.AmountMismatch, told.Phrase());
        if (told.PaymentId is { } payment && payment != (asked.PaymentId ?? payment))
            Differs(ViolationKind.AmountMismatch, $"{told.Phrase()} on payment {payment}, not on {asked.PaymentId}");
        if (told.OtherOrder is { } order)
            Differs(ViolationKind.OrderMismatch, $"{told.Phrase()} for order {order}");
        // A payment that waits for its challenge says so by its state.
        if (told is { Outcome: PaymentOutcome.Acknowledged, Effect: Effect.None, State: null } && asked.Effect != Effect.None)
            Differs(ViolationKind.EffectMismatch, told.Phrase());
        if (told.Effect != Effect.None && (told.Effect != asked.Effect || told.Outcome != PaymentOutcome.Acknowledged))
            Differs(ViolationKind.EffectMismatch, told.Phrase());

        void Differs(ViolationKind kind, string instead) => report(kind, $"the client asked for {asked.Asked()}, but was told of {instead} (key {told.Key})");
    }

    private static bool IsKnown(string? state) => state is not null && PaymentStates.All.Contains(state);

    private static string[] StatesAfter(Answer told, Intent? asked) =>
        (told.Outcome, told.Effect) switch
        {
            (PaymentOutcome.Acknowledged, Effect.Authorize) => [PaymentStates.Authorized],
            (PaymentOutcome.Acknowledged, Effect.Sale) => [PaymentStates.Captured],
            (PaymentOutcome.Acknowledged, Effect.Capture) => told.Totals switch
            {
                null => [PaymentStates.Captured, PaymentStates.PartiallyCaptured],
                var totals => [totals.Captured == totals.Authorized ? PaymentStates.Captured : PaymentStates.PartiallyCaptured],
            },
            (PaymentOutcome.Acknowledged, Effect.Refund) => told.Totals switch
            {
                null => [PaymentStates.Refunded, PaymentStates.PartiallyRefunded],
                var totals => [totals.Refunded == totals.Captured ? PaymentStates.Refunded : PaymentStates.PartiallyRefunded],
            },
            (PaymentOutcome.Acknowledged, Effect.Void) => [PaymentStates.Voided],
            (PaymentOutcome.Acknowledged, _) => [PaymentStates.RequiresAction, PaymentStates.Processing],
            (PaymentOutcome.Declined, _) when asked?.Effect is Effect.Sale or Effect.Authorize or Effect.None => [PaymentStates.Declined, PaymentStates.Failed],
            _ => PaymentStates.All,
        };

    private static string FinalAnswers(OperationHistory operation) =>
        string.Join(
            ", then ",
            operation
                .Answers.Where(answer => answer.Outcome != PaymentOutcome.Indeterminate)
                .Select(answer => $"{answer.Outcome} {answer.Phrase()} on {answer.PaymentId ?? "no payment"} (status {answer.Status})")
        );
}
