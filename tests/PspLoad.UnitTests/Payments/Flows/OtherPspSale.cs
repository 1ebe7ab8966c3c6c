using System.Globalization;
using System.Text.Json;
using PspLoad.Core.Load;
using PspLoad.Load.Http;
using PspLoad.Payments.Flows;
using PspLoad.Payments.Stories;

namespace PspLoad.Scenarios.Flows;

/// <summary>A sale at a PSP that takes <c>POST /charges</c> with a token of its sandbox.</summary>
public sealed class OtherPspSale(Shop shop) : IFlow
{
    public string Name => "other-psp-sale";

    public IReadOnlyList<string> Steps { get; } = ["charge"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var psp = shop.Psp;
        var order = $"{shop.Run}-{iteration.Number.ToString(CultureInfo.InvariantCulture)}";
        var (amount, currency) = shop.Orders.Draw(iteration.Random);
        var intent = new Intent(order, psp.Now, order, "charge", Effect.Sale, null, amount, currency, "tok_sandbox");

        var request = new HttpRequest(psp.Target).Start("POST", "/charges");
        using (var json = new Utf8JsonWriter(request.Body))
        {
            json.WriteStartObject();
            json.WriteNumber("amount", amount);
            json.WriteString("currency", currency);
            json.WriteString("source", intent.Source);
            json.WriteString("reference", order);
            json.WriteEndObject();
        }
        request.Header("Content-Type", "application/json").Header("Idempotency-Key", intent.Key).End();

        psp.Note(intent);
        var step = iteration.BeginStep(0);
        var response = new HttpResponse();
        var exchange = await psp.Transport.SendAsync(request, response, iteration.Stopping);
        var (outcome, payment) = Understand(exchange, response);
        psp.Note(
            new Answer(
                order,
                psp.Now,
                intent.Key,
                outcome,
                outcome == PaymentOutcome.Acknowledged ? Effect.Sale : Effect.None,
                exchange.Status,
                payment,
                null,
                amount,
                currency,
                null
            )
        );

        if (exchange.Error != ErrorKind.None)
            iteration.EndStep(step, exchange.Error, exchange.Detail);
        else if (outcome != PaymentOutcome.Acknowledged)
            iteration.EndStep(step, ErrorKinds.OfStatus(exchange.Status), $"status {exchange.Status}");
        else
            iteration.EndStep(step, payment is null ? ErrorKind.CheckFailed : ErrorKind.None, payment is null ? "no id" : null);
    }

    private static (PaymentOutcome Outcome, string? Payment) Understand(in HttpExchange exchange, HttpResponse response)
    {
        if (exchange.Error != ErrorKind.None)
            return (exchange.NothingSent ? PaymentOutcome.Refused : PaymentOutcome.Indeterminate, null);
        if (exchange.Status is >= 400 and < 500)
            return (exchange.Status == 402 ? PaymentOutcome.Declined : PaymentOutcome.Refused, null);
        if (exchange.Status != 200)
            return (PaymentOutcome.Indeterminate, null);
        using var answer = JsonDocument.Parse(response.BodyMemory);
        return (PaymentOutcome.Acknowledged, answer.RootElement.TryGetProperty("id", out var id) ? id.GetString() : null);
    }
}
