using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Processing;

/// <summary>Operations on an existing payment: authenticate, capture, void, refund.</summary>
public sealed class FollowUpService(IntentStore intents, OperationRunner runner, OutcomeFactory outcomes, CardRegistry cards, TimeProvider time)
{
    /// <param name="request">who asks</param>
    /// <param name="paymentId">the payment</param>
    /// <param name="passed">whether the cardholder passed the challenge</param>
    public Task<ApiResponse> AuthenticateAsync(KeyedRequest request, Guid paymentId, bool passed) =>
        RunAsync(request, OperationKind.Authentication, paymentId, null, (operation, payment) =>
            passed
                ? new IntentResult.Started(
                    operation with
                    {
                        Message = payment.Capture == CaptureMode.Automatic ? AcquirerMessage.Sale : AcquirerMessage.Authorize,
                    },
                    payment
                )
                : new IntentResult.Finished(outcomes.NotSucceeded(operation, payment, OperationStatus.Declined, "authentication_failed", request.Merchant))
        );

    /// <param name="request">who asks</param>
    /// <param name="paymentId">the payment</param>
    /// <param name="amount">minor units; null: everything that is left</param>
    public Task<ApiResponse> CaptureAsync(KeyedRequest request, Guid paymentId, long? amount) =>
        RunAsync(request, OperationKind.Capture, paymentId, amount, static (operation, payment) =>
            new IntentResult.Started(operation with { Message = AcquirerMessage.Capture }, payment)
        );

    /// <param name="request">who asks</param>
    /// <param name="paymentId">the payment</param>
    /// <param name="amount">minor units; null: everything that is left</param>
    public Task<ApiResponse> RefundAsync(KeyedRequest request, Guid paymentId, long? amount) =>
        RunAsync(request, OperationKind.Refund, paymentId, amount, static (operation, payment) =>
            new IntentResult.Started(operation with { Message = AcquirerMessage.Refund }, payment)
        );

    public Task<ApiResponse> VoidAsync(KeyedRequest request, Guid paymentId) =>
        RunAsync(request, OperationKind.Void, paymentId, null, (operation, payment) => payment.Status == PaymentStatus.RequiresAction
                // Nothing was authorised, so the acquirer is not involved.
                ? new IntentResult.Finished(outcomes.Succeeded(operation, payment, null, request.Merchant))
                : new IntentResult.Started(operation with { Message = AcquirerMessage.Void }, payment));

    private async Task<ApiResponse> RunAsync(
        KeyedRequest request,
        OperationKind kind,
        Guid paymentId,
        long? amount,
        Func<Operation, Payment, IntentResult> begin
    )
    {
        Operation asked = new(
            Guid.CreateVersion7(time.GetUtcNow()),
            request.Merchant.Id,
            request.IdempotencyKey,
            request.RequestHash,
            kind,
            AcquirerMessage.None,
            paymentId,
            amount ?? 0
        );
        var result = await intents.BeginOnPaymentAsync(
            asked,
            payment =>
            {
                var operation = asked with { Amount = amount ?? PaymentStateMachine.Remaining(payment, kind) };
                var check = PaymentStateMachine.Check(payment, kind, operation.Amount);
                return check == TransitionCheck.Legal ? begin(operation, payment) : new IntentResult.Refused(check, payment);
            },
            CancellationToken.None
        );
        return result switch
        {
            IntentResult.Started started => await runner.CompleteAsync(
                started.Operation,
                started.Payment,
                await OpenCardAsync(started.Operation, started.Payment)
            ),
            IntentResult.Finished finished => finished.Outcome.Response,
            IntentResult.Existing existing => await runner.ReplayAsync(existing.Stored, request.RequestHash, payment =>
                OpenCardAsync(existing.Stored.Operation, payment)
            ),
            IntentResult.Refused refused => throw Refusal(kind, refused),
            _ => throw Problems.NotFound("no payment has this id"),
        };
    }

    private async Task<PaymentCard?> OpenCardAsync(Operation operation, Payment payment)
    {
        if (operation.Kind != OperationKind.Authentication || payment.CardId is not { } cardId)
            return null;
        var card = await cards.OpenAsync(payment.MerchantId, cardId, asToken: false, CancellationToken.None);
        return card is null ? null : new PaymentCard(card.Number, payment.ExpMonth ?? card.ExpMonth, payment.ExpYear ?? card.ExpYear, cvc: null);
    }

    private static ProblemException Refusal(OperationKind kind, IntentResult.Refused refused) =>
        refused.Check switch
        {
            TransitionCheck.Busy => Problems.InProgress("another operation on this payment is in progress"),
            TransitionCheck.TooMuch => Problems.AmountExceeds($"at most {PaymentStateMachine.Remaining(refused.Payment, kind)} is left"),
            _ => Problems.IllegalTransition($"the payment is {refused.Payment.Status.Name()}"),
        };
}
