using PspLoad.AcquirerSimulator.Behaviours;
using PspLoad.AcquirerSimulator.Booking;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Api;

/// <summary>Operations and lookups: read, decide, book, wait, then answer or not. Every wait ends when the process stops.</summary>
public sealed class OperationHandler(AcquirerBook book, CurrentBehaviour behaviour, TimeProvider time, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext context, Operation operation)
    {
        if (await context.ReadBodyAsync(AcquirerJson.Default.OperationRequest) is not { } request)
            return;
        if (OperationValidation.Check(operation, request) is { } problem)
        {
            await context.WriteProblemAsync(problem);
            return;
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        if (await RefusedByOutageAsync(context, ends.Token))
            return;

        var now = behaviour.Value;
        var decision = DecisionMaker.Decide(now, operation, request.Reference!, request.Card, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var booking = book.Book(operation, request, decision);
        switch (booking.Status)
        {
            case BookingStatus.Conflict:
                await context.WriteProblemAsync(
                    new("Reference used twice", 422, "this reference was used before with another operation, amount, currency, card or parent", "reference")
                );
                return;
            case BookingStatus.Full:
                await WriteUnavailableAsync(context, "the book is full: read and empty it");
                return;
        }

        await DeliverAsync(context, booking, decision, now, ends.Token);
    }

    public async Task LookUpAsync(HttpContext context, string operationName, string reference)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        if (await RefusedByOutageAsync(context, ends.Token))
            return;
        if (OperationNames.Parse(operationName) is not { } operation || book.Find(operation, reference) is not { } entry)
            await context.WriteProblemAsync(new("Not found", 404, "no such operation has arrived"));
        else
            await WriteAsync(context, OperationResponse.From(entry, replayed: true));
    }

    private async Task DeliverAsync(HttpContext context, BookingResult booking, Decision decision, Behaviour now, CancellationToken ends)
    {
        switch (booking.Delivery)
        {
            case var _ when booking.Status == BookingStatus.Unbooked:
            case Delivery.HangsBooked:
                await DelayAsync(TimeSpan.FromMilliseconds(now.HangMs), ends);
                context.Abort();
                return;
            case Delivery.Late:
                await DelayAsync(TimeSpan.FromMilliseconds(now.LateAnswerMs), ends);
                break;
            default:
                await DelayAsync(decision.Latency, ends);
                break;
        }

        if (booking.Delivery == Delivery.Lost || booking.Entry!.Outcome == Outcome.Error)
            await context.WriteProblemAsync(new("Acquirer error", 500, "look the reference up"));
        else
            await WriteAsync(context, OperationResponse.From(booking.Entry, booking.Status == BookingStatus.Repeated));
    }

    private async Task<bool> RefusedByOutageAsync(HttpContext context, CancellationToken ends)
    {
        var outage = behaviour.Value.Outage;
        if (outage == Outage.Hang)
            await behaviour.WaitWhileHangingAsync(ends);
        if (outage != Outage.None)
            await WriteUnavailableAsync(context, "outage");
        return outage != Outage.None;
    }

    private async Task DelayAsync(TimeSpan delay, CancellationToken ends)
    {
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, time, ends);
    }

    private static Task WriteUnavailableAsync(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "1";
        return context.WriteProblemAsync(new("Unavailable", 503, detail));
    }

    private static Task WriteAsync(HttpContext context, OperationResponse response) =>
        context.Response.WriteAsJsonAsync(response, AcquirerJson.Default.OperationResponse, cancellationToken: context.RequestAborted);
}
