using PspLoad.ReferencePsp.Api;
using PspLoad.ReferencePsp.Api.Contracts;
using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Payments;

/// <summary>New payments and tokens: check, record the intent, ask the acquirer, store the outcome.</summary>
public sealed class PaymentService(IntentStore intents, OperationRunner runner, OutcomeFactory outcomes, CardRegistry cards, TimeProvider time)
{
    public async Task<ApiResponse> CreatePaymentAsync(ApiCall call)
    {
        (var payment, var token, var card, var mode) = Read(call);
        card ??= await cards.OpenAsync(call.Merchant.Id, token!.Value, asToken: true, CancellationToken.None)
            ?? throw Problems.Invalid(new FieldError("source.token", "there is no such token"));
        var challenged = ThreeDSecure.IsChallenged(card, mode);
        var message =
            challenged ? AcquirerMessage.None
            : payment.Capture == CaptureMode.Automatic ? AcquirerMessage.Sale
            : AcquirerMessage.Authorize;
        var operation = NewOperation(call, OperationKind.Payment, message, payment.Id, payment.Amount);
        payment = payment with { Brand = card.Brand, Bin = card.Bin, Last4 = card.Last4 };
        var result = challenged
            ? await CreateWaitingAsync(call, operation, payment, card)
            : await intents.BeginPaymentAsync(operation, payment with { PendingOperation = operation.Id }, CancellationToken.None);
        return result switch
        {
            IntentResult.Started started => await runner.CompleteAsync(started.Operation, started.Payment, card),
            IntentResult.Finished finished => finished.Outcome.Response,
            IntentResult.Existing existing => await runner.ReplayAsync(existing.Stored, call.RequestHash, _ => Task.FromResult<PaymentCard?>(card)),
            _ => throw new InvalidOperationException($"a new payment can't be {result.GetType().Name}"),
        };
    }

    public async Task<ApiResponse> CreateTokenAsync(ApiCall call)
    {
        var request = RequestBody.Parse(call, ApiJson.Default.CreateTokenRequest);
        RequestValidator check = new();
        var card = check.Card("card", request.Card);
        check.ThrowIfInvalid();
        var id = await cards.SaveAsync(call.Merchant.Id, card!, asToken: true, CancellationToken.None);
        var response = ApiResponse.Json(201, new TokenResponse(Identifiers.Token(id), card!.Brand, card.Bin, card.Last4), ApiJson.Default.TokenResponse);
        var operation = NewOperation(call, OperationKind.Token, AcquirerMessage.None, null, 0);
        var earlier = await intents.RecordAsync(operation, response, CancellationToken.None);
        return earlier is null ? response : await runner.ReplayAsync(earlier, call.RequestHash, _ => Task.FromResult<PaymentCard?>(null));
    }

    private (Payment Payment, Guid? Token, PaymentCard? Card, ThreeDSecureMode Mode) Read(ApiCall call)
    {
        var request = RequestBody.Parse(call, ApiJson.Default.CreatePaymentRequest);
        RequestValidator check = new();
        var now = OutcomeFactory.Now(time);
        (var token, var card) = check.Source(request.Source);
        Payment payment = new()
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            MerchantId = call.Merchant.Id,
            OrderId = check.OrderId(request.OrderId),
            Amount = check.Amount(request.Amount),
            Currency = check.Currency(request.Currency),
            Capture = check.OneOf("capture", request.Capture, ("automatic", CaptureMode.Automatic), ("manual", CaptureMode.Manual)),
            ReturnUrl = check.ReturnUrl(request.ReturnUrl),
            Status = PaymentStatus.Created,
            CardId = token,
            PaidByToken = token is not null,
            Brand = "",
            Bin = "",
            Last4 = "",
            Version = 0,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var mode = check.OneOf(
            "threeDSecure",
            request.ThreeDSecure,
            ("auto", ThreeDSecureMode.Auto),
            ("required", ThreeDSecureMode.Required),
            ("skip", ThreeDSecureMode.Skip)
        );
        check.ThrowIfInvalid();
        return (payment, token, card, mode);
    }

    /// <summary>The card is needed again after the challenge, so it is stored, sealed; its CVC is not.</summary>
    private async Task<IntentResult> CreateWaitingAsync(ApiCall call, Operation operation, Payment payment, PaymentCard card)
    {
        payment = payment with { CardId = payment.CardId ?? await cards.SaveAsync(call.Merchant.Id, card, asToken: false, CancellationToken.None) };
        return await intents.CreateWaitingAsync(outcomes.RequiresAction(operation, payment, call.Merchant), CancellationToken.None);
    }

    private Operation NewOperation(ApiCall call, OperationKind kind, AcquirerMessage message, Guid? paymentId, long amount) =>
        new(Guid.CreateVersion7(time.GetUtcNow()), call.Merchant.Id, call.IdempotencyKey!, call.RequestHash, kind, message, paymentId, amount);
}
