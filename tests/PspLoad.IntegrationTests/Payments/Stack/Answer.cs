using System.Text.Json;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>The answer to a client. Status 0: no answer (connection refused, broken or timed out).</summary>
internal sealed record Answer(int Status, JsonElement Body, bool Replayed, int? RetryAfter, string? ContentType)
{
    public static Answer None { get; } = new(0, default, false, null, null);

    /// <summary>The answer is final for this key.</summary>
    public bool IsFinal => Status is 200 or 201 or 402 or 502 or 400 or 404 or 422 || (Status == 409 && RetryAfter is null);

    /// <summary>The payment in a success, or inside a problem or a refund.</summary>
    public JsonElement Payment => Body.TryGetProperty("payment", out var nested) ? nested : Body;

    public string Id => Payment.GetProperty("id").GetString()!;

    public string PaymentStatus => Payment.GetProperty("status").GetString()!;

    public string Type => Body.GetProperty("type").GetString()!["urn:pspload:problem:".Length..];

    public IEnumerable<string> Fields => Body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!);

    public long Number(string name) => Payment.GetProperty(name).GetInt64();

    public override string ToString() => $"{Status} {(Replayed ? "replayed " : "")}{Body}";
}
