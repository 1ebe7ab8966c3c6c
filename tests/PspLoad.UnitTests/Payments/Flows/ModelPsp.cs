using System.Text.Json;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Flows;

/// <summary>
/// The payment API of docs/reference-psp.md in memory, with its books and the acquirer's book. It lies on request, about the first
/// operation of an order that moves money.
/// </summary>
/// <param name="lieOf">order id → its lie</param>
internal sealed class ModelPsp(Func<string, Lie> lieOf)
{
    private const string Disputed = "4000000000002685";

    private readonly Dictionary<string, (int Status, string Json)> _answered = [];
    private readonly Dictionary<string, ModelPayment> _payments = [];
    private readonly Dictionary<string, string> _stored = [];
    private int _operations;

    public List<StoryRecord> Books { get; } = [];

    /// <summary>One webhook for each operation on a payment.</summary>
    public List<Notification> Webhooks { get; } = [];

    /// <summary>Lies told so far, by order.</summary>
    public Dictionary<string, Lie> Lied { get; } = [];

    /// <summary>The answer to GET /v1/ledger/pending; null: this PSP does not have it.</summary>
    public string? Pending { get; set; }

    public IEnumerable<ModelPayment> Payments => _payments.Values;

    /// <returns>null for no answer</returns>
    public (int Status, string Json, bool NothingSent)? Handle(string method, string path, string? key, ReadOnlySpan<byte> body)
    {
        if (path == "/v1/ledger/pending" && Pending is not null)
            return (200, Pending, false);
        if (method == "GET")
            return _payments.TryGetValue(path.Split('/')[^1], out var found) ? (200, found.Json, false) : (404, Problem("not-found"), false);
        if (_answered.TryGetValue(key!, out var before))
            return Lied.GetValueOrDefault(OrderOf(before.Json)) == Lie.NeverAnswer ? null : (before.Status, before.Json, false);
        using var document = JsonDocument.Parse(body.ToArray());
        var json = document.RootElement;
        if (path == "/v1/tokens")
        {
            var number = json.GetProperty("card").GetProperty("number").GetString()!;
            var token = $"tok_{number[^10..^1]}";
            _stored[token] = number;
            return Store(key!, 201, $$"""{"token":"{{token}}","brand":"visa","bin":"{{number[..6]}}","last4":"{{number[^4..]}}"}""");
        }

        var payment = path == "/v1/payments" ? Create(json) : _payments[path.Split('/')[3]];
        var lie = MovesMoney(path, json) && !Lied.ContainsKey(payment.OrderId) ? lieOf(payment.OrderId) : Lie.None;
        if (lie != Lie.None)
            Lied[payment.OrderId] = lie;
        switch (lie)
        {
            case Lie.Refuse:
                if (path == "/v1/payments")
                    _payments.Remove(payment.Id);
                return (0, "", true);
            case Lie.LoseRequest:
                if (path == "/v1/payments")
                    _payments.Remove(payment.Id);
                return null;
            case Lie.GiveUp when path == "/v1/payments" || path.EndsWith("/authenticate", StringComparison.Ordinal):
                GiveUp(payment);
                return Store(key!, 502, Problem("acquirer-failure", payment));
            case Lie.TakeAfterDecline:
                Book(payment, payment.Automatic ? Effect.Sale : Effect.Authorize, payment.Amount, Lie.None);
                (payment.Status, payment.Reason) = ("declined", "do_not_honor");
                Notify(payment, null);
                return Store(key!, 402, Problem("declined", payment));
        }
        var booked = _operations;
        var answer = Carry(path, json, payment, lie);
        Notify(payment, _operations > booked ? $"op_{booked}" : null);
        var stored = Store(key!, answer.Status, answer.Json);
        if (payment is { IsDisputed: true, Status: "captured" })
        {
            (payment.Status, payment.ChargedBack) = ("charged_back", payment.Captured);
            Notify(payment, Book(payment, Effect.Chargeback, payment.ChargedBack, Lie.None));
        }
        return lie switch
        {
            Lie.LoseAnswer or Lie.NeverAnswer => null,
            Lie.Delay => (202, payment.Json, false),
            _ => stored,
        };
    }

    private ModelPayment Create(JsonElement json)
    {
        var payment = new ModelPayment
        {
            Id = $"pay_{_payments.Count + _operations++}",
            OrderId = json.GetProperty("orderId").GetString()!,
            Amount = json.GetProperty("amount").GetInt64(),
            Currency = json.GetProperty("currency").GetString()!,
            Automatic = json.GetProperty("capture").GetString() == "automatic",
            Card = Card(json) ?? _stored[json.GetProperty("source").GetProperty("token").GetString()!],
            IsDisputed = Card(json) == Disputed,
        };
        _payments.Add(payment.Id, payment);
        return payment;
    }

    private static string? Card(JsonElement json) =>
        json.TryGetProperty("source", out var source) && source.TryGetProperty("card", out var card) ? card.GetProperty("number").GetString() : null;

    private static bool MovesMoney(string path, JsonElement json) =>
        path.EndsWith("/authenticate", StringComparison.Ordinal)
            ? json.GetProperty("result").GetString() == "succeeded"
            : path != "/v1/payments" || (!IsChallenged(json) && Card(json) is null or Disputed or ['4', '2', ..]);

    private static bool IsChallenged(JsonElement json) =>
        Card(json) == "4000000000003220" || (json.TryGetProperty("threeDSecure", out var mode) && mode.GetString() == "required");

    private (int Status, string Json) Carry(string path, JsonElement json, ModelPayment payment, Lie lie)
    {
        switch (path.Split('/')[^1])
        {
            case "payments" when IsChallenged(json):
                payment.Status = "requires_action";
                return (201, payment.Json);
            case "payments" when Card(json) is "4000000000000002" or "4000000000009995":
                (payment.Status, payment.Reason) = ("declined", Card(json) == "4000000000000002" ? "do_not_honor" : "insufficient_funds");
                return (402, Problem("declined", payment));
            case "authenticate" when json.GetProperty("result").GetString() == "failed":
                (payment.Status, payment.Reason) = ("declined", "authentication_failed");
                return (402, Problem("declined", payment));
            case "payments" or "authenticate":
                payment.Authorized = payment.Amount;
                payment.Captured = payment.Automatic ? payment.Amount : 0;
                payment.Status = payment.Automatic ? "captured" : "authorized";
                payment.Reference = Book(payment, payment.Automatic ? Effect.Sale : Effect.Authorize, payment.Amount, lie);
                return (path == "/v1/payments" ? 201 : 200, payment.Json);
            case "capture":
                payment.Captured += json.GetProperty("amount").GetInt64();
                payment.Status = payment.Captured == payment.Authorized ? "captured" : "partially_captured";
                Book(payment, Effect.Capture, json.GetProperty("amount").GetInt64(), lie);
                return (200, payment.Json);
            case "void":
                payment.Status = "voided";
                Book(payment, Effect.Void, payment.Authorized, lie);
                return (200, payment.Json);
            default:
                var amount = json.GetProperty("amount").GetInt64();
                payment.Refunded += amount;
                payment.Status = payment.Refunded == payment.Captured ? "refunded" : "partially_refunded";
                Book(payment, Effect.Refund, amount, lie);
                return (201, $$"""{"id":"op_refund","status":"succeeded","amount":{{amount}},"currency":"{{payment.Currency}}","payment":{{payment.Json}}}""");
        }
    }

    private string Book(ModelPayment payment, Effect effect, long amount, Lie lie)
    {
        var reference = $"op_{_operations++}";
        var booked = lie == Lie.Alter ? amount - 1 : amount;
        var movement = new Movement(
            payment.OrderId,
            _operations,
            reference,
            payment.Id,
            effect,
            booked,
            payment.Currency,
            booked,
            lie == Lie.Unbalance ? booked - 1 : booked
        );
        var charge = new Charge(
            payment.OrderId,
            _operations,
            reference,
            payment.Reference,
            effect,
            amount,
            payment.Currency,
            lie == Lie.ChargeTwice ? 2 : 1,
            effect is Effect.Sale or Effect.Authorize or Effect.Chargeback ? payment.MaskedCard : null
        );
        if (lie is not (Lie.Lose or Lie.LoseEverything))
            Books.Add(movement);
        if (lie is not (Lie.NeverCharge or Lie.LoseEverything))
            Books.Add(charge);
        if (lie == Lie.Duplicate)
        {
            Books.AddRange([
                movement with
                {
                    Reference = reference + "_again",
                    PaymentId = payment.Id + "_again",
                },
                charge with
                {
                    Reference = reference + "_again",
                },
            ]);
        }

        return reference;
    }

    private void Notify(ModelPayment payment, string? reference) =>
        Webhooks.Add(
            new Notification(
                payment.OrderId,
                _operations,
                reference ?? $"op_{_operations++}",
                $"payment.{payment.Status}",
                ++payment.Version,
                payment.Id,
                payment.Status,
                payment.Amount,
                payment.Currency,
                new PaymentTotals(payment.Authorized, payment.Captured, payment.Refunded, payment.ChargedBack)
            )
        );

    private void GiveUp(ModelPayment payment)
    {
        var reference = $"op_{_operations++}";
        var effect = payment.Automatic ? Effect.Sale : Effect.Authorize;
        Books.Add(new Charge(payment.OrderId, _operations, reference, null, effect, payment.Amount, payment.Currency, 1, payment.MaskedCard));
        Books.Add(new Charge(payment.OrderId, _operations, "rev_1_" + reference, reference, Effect.Void, payment.Amount, payment.Currency, 1));
        (payment.Status, payment.Reason) = ("failed", "acquirer_no_answer");
        Notify(payment, reference);
    }

    private (int, string, bool) Store(string key, int status, string json)
    {
        _answered[key] = (status, json);
        return (status, json, false);
    }

    private static string OrderOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var payment = document.RootElement.TryGetProperty("payment", out var nested) ? nested : document.RootElement;
        return payment.TryGetProperty("orderId", out var order) ? order.GetString()! : "";
    }

    private static string Problem(string type, ModelPayment? payment = null) =>
        payment is null
            ? $$"""{"type":"urn:pspload:problem:{{type}}","title":"no","status":404}"""
            : $$"""{"type":"urn:pspload:problem:{{type}}","title":"no","status":402,"reason":"{{payment.Reason}}","payment":{{payment.Json}}}""";
}
