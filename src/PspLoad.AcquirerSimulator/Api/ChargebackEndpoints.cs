using PspLoad.AcquirerSimulator.Behaviours;
using PspLoad.AcquirerSimulator.Booking;

namespace PspLoad.AcquirerSimulator.Api;

/// <summary>
/// The PSP asks for chargebacks that it has not accepted, books them, and accepts them. A chargeback that is booked and not accepted is told again, so none
/// is lost when a node or its database fails.
/// </summary>
public static class ChargebackEndpoints
{
    private const int Most = 100;

    public static void MapChargebacks(this WebApplication app, AcquirerBook book, CurrentBehaviour behaviour)
    {
        app.MapGet("/v1/chargebacks", context => ListAsync(context, book, behaviour));
        app.MapPost("/v1/chargebacks/{reference}/accept", context => AcceptAsync(context, book, behaviour, (string)context.GetRouteValue("reference")!));
    }

    private static async Task ListAsync(HttpContext context, AcquirerBook book, CurrentBehaviour behaviour)
    {
        if (await RefusedByOutageAsync(context, behaviour))
            return;
        ChargebackList list = new([.. book.OpenChargebacks(Most).Select(ChargebackResponse.From)]);
        await context.Response.WriteAsJsonAsync(list, AcquirerJson.Default.ChargebackList, cancellationToken: context.RequestAborted);
    }

    private static async Task AcceptAsync(HttpContext context, AcquirerBook book, CurrentBehaviour behaviour, string reference)
    {
        if (await RefusedByOutageAsync(context, behaviour))
            return;
        if (book.Accept(reference))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await context.WriteProblemAsync(new("Not found", 404, "there is no such chargeback"));
    }

    /// <summary>Unlike an operation, such a request is not held: the PSP asks again.</summary>
    private static async Task<bool> RefusedByOutageAsync(HttpContext context, CurrentBehaviour behaviour)
    {
        if (behaviour.Value.Outage == Outage.None)
            return false;
        await context.WriteProblemAsync(new("Unavailable", 503, "outage"));
        return true;
    }
}
