using PspLoad.ReferencePsp.Acquirer;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Ledger;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Processing;

/// <summary>Turns a final answer into everything to store and send: state, postings, response, event.</summary>
public sealed class OutcomeFactory(PaymentView view, TimeProvider time)
{
    /// <param name="operation">the operation</param>
    /// <param name="before">the payment as stored</param>
    /// <param name="answer">Approved, Declined, Failed or NotBooked</param>
    /// <param name="merchant">receiver of the event</param>
    public Outcome Create(Operation operation, Payment before, AcquirerAnswer answer, Merchant merchant) =>
        answer.Kind switch
        {
            AnswerKind.Approved => Succeeded(operation, before, answer.AuthorizationCode, merchant),
            AnswerKind.Declined => NotSucceeded(operation, before, OperationStatus.Declined, answer.Reason!, merchant),
            AnswerKind.Failed => NotSucceeded(operation, before, OperationStatus.Failed, answer.Reason!, merchant),
            // "Not booked" holds for this request; another process may have sent the same operation. The reversal makes sure that nothing stays booked.
            AnswerKind.NotBooked => NotSucceeded(operation, before, OperationStatus.Failed, answer.Reason!, merchant) with
            {
                Reverse = IsAuthorization(operation),
            },
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Kind, "not a final answer"),
        };

    /// <summary>The payment waits for the cardholder.</summary>
    public Outcome RequiresAction(Operation operation, Payment created, Merchant merchant) =>
        Complete(
            operation,
            created,
            created with
            {
                Status = PaymentStatus.RequiresAction,
            },
            OperationStatus.Succeeded,
            payment => ApiResponse.Json(201, payment, ApiJson.Default.PaymentResponse),
            merchant
        );

    /// <summary>The operation succeeded, with or without the acquirer.</summary>
    public Outcome Succeeded(Operation operation, Payment before, string? authorizationCode, Merchant merchant)
    {
        var after = PaymentStateMachine.Succeed(before, operation.Kind, operation.Amount);
        if (IsAuthorization(operation))
            after = after with { AuthorizationId = operation.Id, AuthorizationCode = authorizationCode };
        return Complete(operation, before, after, OperationStatus.Succeeded, payment => Success(operation, payment), merchant);
    }

    public Outcome NotSucceeded(Operation operation, Payment before, OperationStatus status, string reason, Merchant merchant) =>
        Complete(
            operation,
            before,
            PaymentStateMachine.Fail(before, operation.Kind, status, reason),
            status,
            payment => Problem(operation, payment, status, reason),
            merchant
        );

    private static bool IsAuthorization(Operation operation) => operation.Message is AcquirerMessage.Authorize or AcquirerMessage.Sale;

    private static ApiResponse Success(Operation operation, PaymentResponse payment) =>
        operation.Kind switch
        {
            OperationKind.Payment => ApiResponse.Json(201, payment, ApiJson.Default.PaymentResponse),
            OperationKind.Refund => ApiResponse.Json(
                201,
                new RefundResponse(Identifiers.Operation(operation.Id), "succeeded", operation.Amount, payment.Currency, payment),
                ApiJson.Default.RefundResponse
            ),
            _ => ApiResponse.Json(200, payment, ApiJson.Default.PaymentResponse),
        };

    private static ApiResponse Problem(Operation operation, PaymentResponse payment, OperationStatus status, string reason)
    {
        var name = operation.Kind.Name();
        var problem =
            status == OperationStatus.Failed ? Problems.Failed(payment, name, reason)
            : operation.Kind is OperationKind.Payment or OperationKind.Authentication ? Problems.Declined(payment, reason)
            : Problems.OperationDeclined(payment, name, reason);
        return ApiResponse.Json(problem.Status, problem, ApiJson.Default.ProblemResponse);
    }

    private Outcome Complete(
        Operation operation,
        Payment before,
        Payment after,
        OperationStatus status,
        Func<PaymentResponse, ApiResponse> respond,
        Merchant merchant
    )
    {
        var now = Now(time);
        after = after with { PendingOperation = null, Version = before.Version + 1, UpdatedAt = now };
        var payment = view.Show(after);
        var type =
            after.Status != before.Status || status == OperationStatus.Succeeded
                ? "payment." + after.Status.Name()
                : $"{operation.Kind.Name()}.{status.Name()}";
        return new Outcome
        {
            Operation = operation,
            Status = status,
            Before = before,
            After = after,
            Response = respond(payment),
            EventType = type,
            EventPayload = merchant.WebhookUrl is null
                ? null
                : ApiResponse
                    .Json(200, new EventResponse(Identifiers.Event(operation.Id), type, now, after.Version, payment), ApiJson.Default.EventResponse)
                    .Body,
            Postings = PostingRules.Between(before, after),
        };
    }

    /// <summary>UTC in whole milliseconds, the database's precision.</summary>
    public static DateTime Now(TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
