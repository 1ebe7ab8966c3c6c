using System.Security.Cryptography;
using PspLoad.ReferencePsp.Acquirer;
using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Observability;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Processing;

/// <summary>
/// The part of an operation between its two transactions: ask the acquirer, store the outcome. It runs again when the process that began it is gone.
/// A client that disconnects cancels nothing here.
/// </summary>
public sealed class OperationRunner(
    OperationStore operations,
    AcquirerClient acquirer,
    OutcomeFactory outcomes,
    PaymentView view,
    MerchantDirectory merchants,
    ProcessingLimits limits,
    PspMetrics metrics
)
{
    /// <summary>Carries out an operation whose intent is recorded.</summary>
    public async Task<ApiResponse> CompleteAsync(Operation operation, Payment payment, PaymentCard? card)
    {
        var answer = await acquirer.SendAsync(operation.Message, Order(operation, payment, card), CancellationToken.None);
        return await SettleAsync(operation, payment, answer);
    }

    /// <summary>Answers a repeated key with its stored answer, or finishes its work.</summary>
    /// <param name="stored">the earlier operation</param>
    /// <param name="requestHash">of the current request</param>
    /// <param name="openCard">gives the card of the current request, for an authorisation that never reached the acquirer</param>
    public async Task<ApiResponse> ReplayAsync(StoredOperation stored, byte[] requestHash, Func<Payment, Task<PaymentCard?>> openCard)
    {
        if (stored.Operation.RequestHash is { } first && !CryptographicOperations.FixedTimeEquals(first, requestHash))
            throw Problems.KeyReused();
        if (stored.Response is { } response)
            return response;
        if (!await operations.TryClaimAsync(stored.Operation.Id, CancellationToken.None))
        {
            (var now, _) = await operations.FindAsync(stored.Operation.Id, CancellationToken.None);
            return now?.Response ?? throw Problems.InProgress("another request with this key is in progress");
        }

        (_, var payment) = await operations.FindAsync(stored.Operation.Id, CancellationToken.None);
        // Without its hash nobody can tell whether this is the request that began the operation, so its card is not used.
        return await ResumeAsync(stored, payment!, stored.Operation.RequestHash is null ? null : await openCard(payment!));
    }

    /// <summary>Finishes an operation that this process has claimed.</summary>
    /// <param name="stored">pending</param>
    /// <param name="payment">as stored</param>
    /// <param name="card">null when the card is no longer available; then an authorisation that the acquirer does not know is given up</param>
    public async Task<ApiResponse> ResumeAsync(StoredOperation stored, Payment payment, PaymentCard? card)
    {
        var operation = stored.Operation;
        if (operation.Message is not (AcquirerMessage.Authorize or AcquirerMessage.Sale))
            return await CompleteAsync(operation, payment, null);
        var answer = await acquirer.LookUpAsync(operation.Message, Identifiers.Operation(operation.Id), CancellationToken.None);
        var late = stored.Age >= limits.GiveUpAfter;
        if (answer.Kind == AnswerKind.NeverSeen)
        {
            var nobodyLeft = card is null && stored.OwnerGone && stored.Age > limits.AcquirerTimeout;
            if (!late && card is not null)
                return await CompleteAsync(operation, payment, card);
            answer = late || nobodyLeft ? new AcquirerAnswer(AnswerKind.NotBooked, "acquirer_no_answer") : AcquirerAnswer.Unknown;
        }
        else if (answer.Kind == AnswerKind.Unknown && late)
        {
            answer = new AcquirerAnswer(AnswerKind.NotBooked, "acquirer_no_answer");
        }

        return await SettleAsync(operation, payment, answer);
    }

    private static AcquirerRequest Order(Operation operation, Payment payment, PaymentCard? card) =>
        new()
        {
            Reference = Identifiers.Operation(operation.Id),
            Amount = operation.Amount,
            Currency = payment.Currency,
            OrderId = payment.OrderId,
            Parent = payment.AuthorizationId is { } authorization ? Identifiers.Operation(authorization) : null,
            Card = card is null
                ? null
                : new AcquirerCard
                {
                    Number = card.Number,
                    ExpiryMonth = card.ExpMonth,
                    ExpiryYear = card.ExpYear,
                    Cvc = card.Cvc,
                },
        };

    private async Task<ApiResponse> SettleAsync(Operation operation, Payment payment, AcquirerAnswer answer)
    {
        // Captures, voids and refunds cannot be reversed, so "not booked" is not final for them: they are repeated until the acquirer has decided.
        var open =
            answer.Kind == AnswerKind.Unknown
            || (answer.Kind == AnswerKind.NotBooked && operation.Message is not (AcquirerMessage.Authorize or AcquirerMessage.Sale));
        if (open)
        {
            await operations.ReleaseAsync(operation.Id, TimeSpan.FromMilliseconds(250), CancellationToken.None);
            metrics.OperationUndecided(operation.Kind);
            return ApiResponse.Json(202, view.Show(payment with { PendingOperation = operation.Id }), ApiJson.Default.PaymentResponse) with { RetryAfter = 1 };
        }

        var outcome = outcomes.Create(operation, payment, answer, merchants.ById(operation.MerchantId));
        if (await operations.FinishAsync(outcome, CancellationToken.None) is { } earlier)
            return earlier.Response ?? throw Problems.InProgress("the outcome is not stored yet");
        metrics.OperationFinished(operation.Kind, outcome.Status);
        return outcome.Response;
    }
}
