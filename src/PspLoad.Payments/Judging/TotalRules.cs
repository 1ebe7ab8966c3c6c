using PspLoad.Core.Results;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>The payment's totals in each answer against what the client was told before.</summary>
internal static class TotalRules
{
    private static readonly PaymentTotals s_nothing = new(0, 0, 0);

    /// <summary>
    /// The PSP made the answer after the request was sent and before the answer came. So the totals contain what was acknowledged before the request, and may
    /// contain what was asked before the answer.
    /// </summary>
    public static void TotalsFollowTheAnswers(OrderStory story, ReportViolation report)
    {
        foreach (var operation in story.Operations.Where(operation => operation.Intents.Count > 0))
        {
            foreach (var told in operation.Answers.Where(told => told is { Totals: not null, PaymentId: not null }))
                Judge(story, operation, told, report);
        }
    }

    private static void Judge(OrderStory story, OperationHistory own, Answer told, ReportViolation report)
    {
        var least = told.Outcome == PaymentOutcome.Acknowledged ? TotalsOf(told.Effect, told.Amount) : s_nothing;
        var most = told.Outcome == PaymentOutcome.Indeterminate ? TotalsOf(own.Intent!.Effect, own.Intent.Amount) : least;
        foreach (var other in story.Operations.Where(other => other != own && other.Intent is not null && IsOn(told.PaymentId!, other)))
        {
            var effect = other.IsAcknowledged ? TotalsOf(other.Final!.Effect, other.Final.Amount) : TotalsOf(other.Intent!.Effect, other.Intent.Amount);
            if (other.IsAcknowledged && other.Answers.First(answer => answer.Outcome == PaymentOutcome.Acknowledged).At < own.Intent!.At)
                (least, most) = (Sum(least, effect), Sum(most, effect));
            else if (other.Intent!.At <= told.At && (other.IsAcknowledged || other.IsIndeterminate))
                most = Sum(most, effect);
        }
        if (!IsWithin(told.Totals!, least, most))
        {
            var expected = least == most ? least.Phrase() : $"between {least.Phrase()} and {most.Phrase()}";
            report(
                ViolationKind.AmountMismatch,
                $"the client was told that payment {told.PaymentId} has {told.Totals!.Phrase()}, expected {expected} (key {told.Key})"
            );
        }
    }

    private static bool IsOn(string payment, OperationHistory operation) => (operation.Final?.PaymentId ?? operation.Intent!.PaymentId) == payment;

    internal static PaymentTotals TotalsOf(Effect effect, long amount) =>
        effect switch
        {
            Effect.Authorize => new(amount, 0, 0),
            Effect.Sale => new(amount, amount, 0),
            Effect.Capture => new(0, amount, 0),
            Effect.Refund => new(0, 0, amount),
            Effect.Chargeback => new(0, 0, 0, amount),
            _ => s_nothing,
        };

    internal static PaymentTotals Sum(PaymentTotals one, PaymentTotals other) =>
        new(one.Authorized + other.Authorized, one.Captured + other.Captured, one.Refunded + other.Refunded, one.ChargedBack + other.ChargedBack);

    /// <summary>What was charged back nobody asked for; <see cref="ChargebackRules"/> compare it.</summary>
    private static bool IsWithin(PaymentTotals told, PaymentTotals least, PaymentTotals most) =>
        told.Authorized >= least.Authorized
        && told.Authorized <= most.Authorized
        && told.Captured >= least.Captured
        && told.Captured <= most.Captured
        && told.Refunded >= least.Refunded
        && told.Refunded <= most.Refunded;
}
