using PspLoad.ReferencePsp.Api.Contracts;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Api;

/// <summary>Reads for clients.</summary>
public sealed class PaymentQueries(PaymentStore payments, PaymentView view)
{
    public async Task<ApiResponse> FindAsync(ApiCall call)
    {
        var payment = await payments.FindAsync(call.Merchant.Id, call.PaymentId(), call.Http.RequestAborted)
            ?? throw Problems.NotFound("no payment has this id");
        return ApiResponse.Json(200, view.Of(payment), ApiJson.Default.PaymentResponse);
    }

    public async Task<ApiResponse> FindByOrderAsync(ApiCall call)
    {
        string? orderId = call.Http.Request.Query["orderId"];
        if (string.IsNullOrEmpty(orderId) || orderId.Length > 64)
            throw Problems.Invalid(new FieldError("orderId", "is needed, with at most 64 characters"));
        var found = await payments.FindByOrderAsync(call.Merchant.Id, orderId, call.Http.RequestAborted);
        return ApiResponse.Json(200, new PaymentList([.. found.Select(view.Of)]), ApiJson.Default.PaymentList);
    }
}
