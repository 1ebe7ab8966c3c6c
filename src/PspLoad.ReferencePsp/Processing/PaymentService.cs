using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Processing;

/// <summary>New payments and tokens: record the intent, ask the acquirer, store the outcome.</summary>
public sealed class PaymentService(IntentStore intents, OperationRunner runner, OutcomeFactory outcomes, CardRegistry cards, TimeProvider time)
{
    public async Task<ApiResponse> CreatePaymentAsync(KeyedRequest request, NewPayment asked)
    {
        var payment = Create(request, asked);
        var card = asked.Card
            ?? await cards.OpenAsync(payment.MerchantId, asked.Token!.Value, asToken: true, CancellationToken.None)
            ?? throw Problems.Invalid(new FieldError("source.token", "there is no such token"));
        var challenged = ThreeDSecure.IsChallenged(card, asked.Challenge);
        var message =
            challenged ? AcquirerMessage.None
            : payment.Capture == CaptureMode.Automatic ? AcquirerMessage.Sale
            : AcquirerMessage.Authorize;
        var operation = NewOperation(request, OperationKind.Payment, message, payment.Id, payment.Amount);
        payment = payment with { Brand = card.Brand, Bin = card.Bin, Last4 = card.Last4 };
        var result = challenged
            ? await CreateWaitingAsync(request, operation, payment, card)
            : await intents.BeginPaymentAsync(operation, payment with { PendingOperation = operation.Id }, CancellationToken.None);
        return result switch
        {
            IntentResult.Started started => await runner.CompleteAsync(started.Operation, started.Payment, card),
            IntentResult.Finished finished => finished.Outcome.Response,
            IntentResult.Existing existing => await runner.ReplayAsync(existing.Stored, request.RequestHash, _ => Task.FromResult<PaymentCard?>(card)),
            _ => throw new InvalidOperationException($"a new payment cannot be {result.GetType().Name}"),
        };
    }

    public async Task<ApiResponse> CreateTokenAsync(KeyedRequest request, PaymentCard card)
    {
        var id = await cards.SaveAsync(request.Merchant.Id, card, asToken: true, CancellationToken.None);
        var response = ApiResponse.Json(201, new TokenResponse(Identifiers.Token(id), card.Brand, card.Bin, card.Last4), ApiJson.Default.TokenResponse);
        var operation = NewOperation(request, OperationKind.Token, AcquirerMessage.None, null, 0);
        var earlier = await intents.RecordAsync(operation, response, CancellationToken.None);
        return earlier is null ? response : await runner.ReplayAsync(earlier, request.RequestHash, _ => Task.FromResult<PaymentCard?>(null));
    }

    private Payment Create(KeyedRequest request, NewPayment asked)
    {
        var now = OutcomeFactory.Now(time);
        return new Payment
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            MerchantId = request.Merchant.Id,
            OrderId = asked.OrderId,
            Amount = asked.Amount,
            Currency = asked.Currency,
            Capture = asked.Capture,
            ReturnUrl = asked.ReturnUrl,
            Status = PaymentStatus.Created,
            CardId = asked.Token,
            PaidByToken = asked.Token is not null,
            Brand = "",
            Bin = "",
            Last4 = "",
            Version = 0,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>The card is needed again after the challenge, so it is stored, sealed. Its CVC is not stored. Its expiry belongs to this payment.</summary>
    private async Task<IntentResult> CreateWaitingAsync(KeyedRequest request, Operation operation, Payment payment, PaymentCard card)
    {
        if (payment.CardId is null)
        {
            var saved = await cards.SaveAsync(payment.MerchantId, card, asToken: false, CancellationToken.None);
            payment = payment with { CardId = saved, ExpMonth = card.ExpMonth, ExpYear = card.ExpYear };
        }

        return await intents.CreateWaitingAsync(outcomes.RequiresAction(operation, payment, request.Merchant), CancellationToken.None);
    }

    private Operation NewOperation(KeyedRequest request, OperationKind kind, AcquirerMessage message, Guid? paymentId, long amount) =>
        new(Guid.CreateVersion7(time.GetUtcNow()), request.Merchant.Id, request.IdempotencyKey, request.RequestHash, kind, message, paymentId, amount);
}
