using PspLoad.ReferencePsp.Api;
using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Payments;

/// <summary>Operations on a payment that exists: authenticate, capture, void, refund.</summary>
public sealed class FollowUpService(IntentStore intents, OperationRunner runner, OutcomeFactory outcomes, CardRegistry cards, TimeProvider time)
{
    public Task<ApiResponse> AuthenticateAsync(ApiCall call)
    {
        var request = RequestBody.Parse(call, ApiJson.Default.AuthenticateRequest, optional: true);
        RequestValidator check = new();
        var passed = check.OneOf("result", request.Result, ("succeeded", true), ("failed", false));
        check.ThrowIfInvalid();
        return RunAsync(call, OperationKind.Authentication, null, (operation, payment) =>
            passed
                ? new IntentResult.Started(
                    operation with
                    {
                        Message = payment.Capture == CaptureMode.Automatic ? AcquirerMessage.Sale : AcquirerMessage.Authorize,
                    },
                    payment
                )
                : new IntentResult.Finished(outcomes.NotSucceeded(operation, payment, OperationStatus.Declined, "authentication_failed", call.Merchant))
        );
    }

    public Task<ApiResponse> CaptureAsync(ApiCall call) =>
        RunAsync(call, OperationKind.Capture, ReadAmount(call), static (operation, payment) =>
            new IntentResult.Started(operation with { Message = AcquirerMessage.Capture }, payment)
        );

    public Task<ApiResponse> RefundAsync(ApiCall call) =>
        RunAsync(call, OperationKind.Refund, ReadAmount(call), static (operation, payment) =>
            new IntentResult.Started(operation with { Message = AcquirerMessage.Refund }, payment)
        );

    public Task<ApiResponse> VoidAsync(ApiCall call)
    {
        RequestBody.Parse(call, ApiJson.Default.EmptyRequest, optional: true);
        return RunAsync(call, OperationKind.Void, null, (operation, payment) => payment.Status == PaymentStatus.RequiresAction
                // Nothing was authorised: there is nothing to tell the acquirer.
                ? new IntentResult.Finished(outcomes.Succeeded(operation, payment, null, call.Merchant))
                : new IntentResult.Started(operation with { Message = AcquirerMessage.Void }, payment));
    }

    private static long? ReadAmount(ApiCall call)
    {
        var request = RequestBody.Parse(call, ApiJson.Default.AmountRequest, optional: true);
        RequestValidator check = new();
        check.Amount(request.Amount, required: false);
        check.ThrowIfInvalid();
        return request.Amount;
    }

    private async Task<ApiResponse> RunAsync(ApiCall call, OperationKind kind, long? amount, Func<Operation, Payment, IntentResult> begin)
    {
        Operation asked = new(
            Guid.CreateVersion7(time.GetUtcNow()),
            call.Merchant.Id,
            call.IdempotencyKey!,
            call.RequestHash,
            kind,
            AcquirerMessage.None,
            call.PaymentId(),
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
            IntentResult.Existing existing => await runner.ReplayAsync(existing.Stored, call.RequestHash, payment =>
                OpenCardAsync(existing.Stored.Operation, payment)
            ),
            IntentResult.Refused refused => throw Refusal(kind, refused),
            _ => throw Problems.NotFound("no payment has this id"),
        };
    }

    private async Task<PaymentCard?> OpenCardAsync(Operation operation, Payment payment) =>
        operation.Kind == OperationKind.Authentication && payment.CardId is { } cardId
            ? await cards.OpenAsync(payment.MerchantId, cardId, asToken: false, CancellationToken.None)
            : null;

    private static ProblemException Refusal(OperationKind kind, IntentResult.Refused refused) =>
        refused.Check switch
        {
            TransitionCheck.Busy => Problems.InProgress("another operation on this payment is under way"),
            TransitionCheck.TooMuch => Problems.AmountExceeds($"at most {PaymentStateMachine.Remaining(refused.Payment, kind)} is left"),
            _ => Problems.IllegalTransition($"the payment is {refused.Payment.Status.Name()}"),
        };
}
