using PspLoad.ReferencePsp.Merchants;

namespace PspLoad.ReferencePsp.Api;

/// <summary>An authenticated request.</summary>
/// <param name="Http">headers, route values, query</param>
/// <param name="Merchant">whose key it came with</param>
/// <param name="Body">empty for GET</param>
/// <param name="IdempotencyKey">null for GET</param>
/// <param name="RequestHash">see <see cref="Api.RequestHash"/>; empty for GET</param>
public sealed record ApiCall(HttpContext Http, Merchant Merchant, ReadOnlyMemory<byte> Body, string? IdempotencyKey, byte[] RequestHash)
{
    public string Route(string name) => (string)Http.Request.RouteValues[name]!;

    /// <summary>The id in the path; one that can't be an id is one that doesn't exist.</summary>
    public Guid PaymentId() =>
        Payments.Identifiers.TryParse(Payments.Identifiers.PaymentPrefix, Route("id"), out var id) ? id : throw Problems.NotFound("no payment has this id");
}
