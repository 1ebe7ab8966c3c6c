using System.Text.Json;
using PspLoad.Core.Load;
using PspLoad.Load.Http;

namespace PspLoad.Payments.Client;

/// <summary>Asks whether a PSP answers at an address, before any load.</summary>
public static class PspProbe
{
    /// <returns>what answers there instead of the PSP, in one line; null if the PSP answers the merchant</returns>
    public static async Task<string?> RefuseAsync(
        IHttpTransport transport,
        HttpTarget target,
        MerchantCredentials merchant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var call = new PspCall(target, merchant);
        call.PrepareGet("/v1/payments?orderId=probe", "probe", time.GetUtcNow().ToUnixTimeSeconds());
        var exchange = await transport.SendAsync(call.Request, call.Response, cancellationToken);
        // The answer arrives on a socket thread. Yield, so that the caller does not block it.
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return exchange.Error != ErrorKind.None ? $"{exchange.Error.Label()}: {exchange.Detail}"
            : exchange.Status == 401 ? "it does not know the merchant's key or signature (status 401)"
            : exchange.Status != 200 ? $"status {exchange.Status}, expected 200 for GET /v1/payments?orderId=…"
            : IsJson(call.Response) ? null
            : "its answer is not JSON";
    }

    private static bool IsJson(HttpResponse response)
    {
        try
        {
            using var document = JsonDocument.Parse(response.Body.ToArray());
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
