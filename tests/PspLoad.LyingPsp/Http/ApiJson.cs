using System.Text.Json;
using System.Text.Json.Nodes;
using PspLoad.LyingPsp.State;

namespace PspLoad.LyingPsp.Http;

/// <summary>The JSON of the API: docs/reference-psp.md.</summary>
internal static class ApiJson
{
    private const string ChallengeCard = "4000000000003220";

    /// <param name="path">of the request</param>
    /// <param name="key">idempotency key</param>
    /// <param name="body">JSON</param>
    /// <returns>null when the API has no such path</returns>
    public static ApiRequest? Read(string path, string key, string body)
    {
        var json = JsonNode.Parse(body)!;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var payment = parts.Length == 4 ? parts[2] : "";
        Verb? verb = parts[^1] switch
        {
            "tokens" => Verb.Token,
            "payments" => (string?)json["capture"] == "manual" ? Verb.Authorize : Verb.Sale,
            "authenticate" => Verb.Authenticate,
            "capture" => Verb.Capture,
            "void" => Verb.Void,
            "refunds" => Verb.Refund,
            _ => null,
        };
        var source = json["source"] ?? json;
        var card = (string?)source["token"] ?? (string?)source["card"]?["number"] ?? "";
        var isChallenged = card == ChallengeCard && (string?)json["initiator"] != "merchant" || (string?)json["threeDSecure"] == "required";
        return verb is null
            ? null
            : new ApiRequest(
                key,
                verb.Value,
                $"{path}\n{body}",
                payment,
                (string?)json["orderId"] ?? "",
                (long?)json["amount"] ?? 0,
                (string?)json["currency"] ?? "",
                card.Replace("tok_", "", StringComparison.Ordinal),
                isChallenged,
                (string?)json["result"] != "failed"
            );
    }

    public static string Write(ApiAnswer answer) =>
        (
            answer switch
            {
                { Token: { } token } => new JsonObject
                {
                    ["token"] = token,
                    ["brand"] = "visa",
                    ["bin"] = "424242",
                    ["last4"] = "4242",
                },
                { Problem: { } problem } => Problem(answer, problem),
                { Refund: { } refund, Payment: { } payment } => new JsonObject
                {
                    ["id"] = "op_refund",
                    ["status"] = "succeeded",
                    ["amount"] = refund,
                    ["currency"] = payment.Currency,
                    ["payment"] = Of(payment),
                },
                _ => Of(answer.Payment!),
            }
        ).ToJsonString();

    /// <returns>the payments of an order</returns>
    public static string Write(IReadOnlyList<Payment> payments) => new JsonObject { ["data"] = new JsonArray([.. payments.Select(Of)]) }.ToJsonString();

    /// <returns>a page of the ledger</returns>
    public static string Write(IReadOnlyList<LedgerSide> sides, long cursor, bool hasMore) =>
        new JsonObject
        {
            ["data"] = new JsonArray([.. sides.Select(Of)]),
            ["cursor"] = JsonSerializer.Serialize(cursor),
            ["hasMore"] = hasMore,
        }.ToJsonString();

    /// <returns>what is open: operations without an outcome, reversals without a confirmation</returns>
    public static string Write(IReadOnlyList<Act> operations, IReadOnlyList<Act> reversals, int settlesWithinSeconds) =>
        new JsonObject
        {
            ["settlesWithinSeconds"] = settlesWithinSeconds,
            ["operationsTotal"] = operations.Count,
            ["operations"] = new JsonArray([.. operations.Select(Of)]),
            ["reversalsTotal"] = reversals.Count,
            ["reversals"] = new JsonArray([.. reversals.Select(Of)]),
            ["webhooks"] = new JsonObject { ["pending"] = 0 },
        }.ToJsonString();

    /// <returns>a line of the acquirer's book</returns>
    public static string Write(BookLine line, string epoch) =>
        new JsonObject
        {
            ["epoch"] = epoch,
            ["sequence"] = line.Sequence,
            ["at"] = line.At.UtcDateTime,
            ["operation"] = line.Operation,
            ["reference"] = line.Reference,
            ["parent"] = line.Parent,
            ["orderId"] = line.OrderId,
            ["amount"] = line.Amount,
            ["currency"] = line.Currency,
            ["card"] = line.Card,
            ["outcome"] = line.Decline is null ? "approved" : "declined",
            ["reason"] = line.Decline,
            ["attempts"] = 1,
            ["charges"] = line.Charges,
        }.ToJsonString();

    private static JsonObject Of(Payment payment) =>
        new()
        {
            ["id"] = payment.Id,
            ["status"] = payment is { Status: "created", Pending: not null } ? "processing" : payment.Status,
            ["amount"] = payment.Amount,
            ["currency"] = payment.Currency,
            ["orderId"] = payment.OrderId,
            ["capture"] = payment.IsAutomatic ? "automatic" : "manual",
            ["amountAuthorized"] = payment.Authorized,
            ["amountCaptured"] = payment.Captured,
            ["amountRefunded"] = payment.Refunded,
            ["amountChargedBack"] = payment.ChargedBack,
            ["card"] = new JsonObject
            {
                ["brand"] = "visa",
                ["bin"] = payment.Bin,
                ["last4"] = payment.Last4,
            },
            ["reason"] = payment.Reason,
        };

    private static JsonObject Of(LedgerSide side) =>
        new()
        {
            ["id"] = side.Id,
            ["operationId"] = side.Reference,
            ["paymentId"] = side.PaymentId,
            ["orderId"] = side.OrderId,
            ["kind"] = side.Kind,
            ["account"] = side.Account,
            ["debit"] = side.Debit,
            ["credit"] = side.Credit,
            ["currency"] = side.Currency,
            ["createdAt"] = side.At.UtcDateTime,
        };

    private static JsonObject Of(Act act) =>
        new()
        {
            ["reference"] = act.Reference,
            ["paymentId"] = act.Before.Id,
            ["orderId"] = act.OrderId,
            ["amount"] = act.Request.Amount,
            ["currency"] = act.Before.Currency,
            ["since"] = act.LeftAt.UtcDateTime,
        };

    private static JsonObject Problem(ApiAnswer answer, string problem)
    {
        var json = new JsonObject
        {
            ["type"] = "urn:pspload:problem:" + problem,
            ["title"] = problem,
            ["status"] = answer.Status,
        };
        if (answer.Payment is { } payment)
            (json["reason"], json["payment"]) = (payment.Reason, Of(payment));
        return json;
    }
}
