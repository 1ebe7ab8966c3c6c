using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Processing;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Api;

/// <summary>The endpoints of payments and tokens: read and check the request, then process it.</summary>
public sealed class PaymentEndpoints(PaymentService payments, FollowUpService followUps, PaymentStore stored, PaymentView view)
{
    public Task<ApiResponse> CreateTokenAsync(ApiCall call)
    {
        var request = RequestBody.Parse(call, ApiJson.Default.CreateTokenRequest);
        RequestValidator check = new();
        var card = check.Card("card", request.Card);
        check.ThrowIfInvalid();
        return payments.CreateTokenAsync(call.Keyed(), card!);
    }

    public Task<ApiResponse> CreatePaymentAsync(ApiCall call)
    {
        var request = RequestBody.Parse(call, ApiJson.Default.CreatePaymentRequest);
        RequestValidator check = new();
        (var token, var card) = check.Source(request.Source);
        var challenge = check.OneOf(
            "threeDSecure",
            request.ThreeDSecure,
            ("auto", ThreeDSecureMode.Auto),
            ("required", ThreeDSecureMode.Required),
            ("skip", ThreeDSecureMode.Skip)
        );
        var byMerchant = check.OneOf("initiator", request.Initiator, ("customer", false), ("merchant", true));
        if (byMerchant)
            check.MerchantInitiated(request.Source, challenge);
        NewPayment asked = new(
            check.OrderId(request.OrderId),
            check.Amount(request.Amount),
            check.Currency(request.Currency),
            check.OneOf("capture", request.Capture, (CaptureMode.Automatic.Name(), CaptureMode.Automatic), (CaptureMode.Manual.Name(), CaptureMode.Manual)),
            check.ReturnUrl(request.ReturnUrl),
            byMerchant ? ThreeDSecureMode.Skip : challenge,
            token,
            card
        );
        check.ThrowIfInvalid();
        return payments.CreatePaymentAsync(call.Keyed(), asked);
    }

    public Task<ApiResponse> AuthenticateAsync(ApiCall call)
    {
        var request = RequestBody.Parse(call, ApiJson.Default.AuthenticateRequest, optional: true);
        RequestValidator check = new();
        var passed = check.OneOf("result", request.Result, ("succeeded", true), ("failed", false));
        check.ThrowIfInvalid();
        return followUps.AuthenticateAsync(call.Keyed(), call.PaymentId(), passed);
    }

    public Task<ApiResponse> CaptureAsync(ApiCall call)
    {
        var amount = ReadAmount(call);
        return followUps.CaptureAsync(call.Keyed(), call.PaymentId(), amount);
    }

    public Task<ApiResponse> RefundAsync(ApiCall call)
    {
        var amount = ReadAmount(call);
        return followUps.RefundAsync(call.Keyed(), call.PaymentId(), amount);
    }

    public Task<ApiResponse> VoidAsync(ApiCall call)
    {
        RequestBody.Parse(call, ApiJson.Default.EmptyRequest, optional: true);
        return followUps.VoidAsync(call.Keyed(), call.PaymentId());
    }

    public async Task<ApiResponse> FindAsync(ApiCall call)
    {
        var payment = await stored.FindAsync(call.Merchant.Id, call.PaymentId(), call.Http.RequestAborted) ?? throw Problems.NotFound("no payment has this id");
        return ApiResponse.Json(200, view.Show(payment), ApiJson.Default.PaymentResponse);
    }

    public async Task<ApiResponse> FindByOrderAsync(ApiCall call)
    {
        string? orderId = call.Http.Request.Query["orderId"];
        if (string.IsNullOrEmpty(orderId) || orderId.Length > 64)
            throw Problems.Invalid(new FieldError("orderId", "is needed, with at most 64 characters"));
        var found = await stored.FindByOrderAsync(call.Merchant.Id, orderId, call.Http.RequestAborted);
        return ApiResponse.Json(200, new PaymentList([.. found.Select(view.Show)]), ApiJson.Default.PaymentList);
    }

    private static long? ReadAmount(ApiCall call)
    {
        var request = RequestBody.Parse(call, ApiJson.Default.AmountRequest, optional: true);
        RequestValidator check = new();
        check.Amount(request.Amount, required: false);
        check.ThrowIfInvalid();
        return request.Amount;
    }
}
