using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Processing;

namespace PspLoad.ReferencePsp.Api;

/// <summary>An authenticated request.</summary>
/// <param name="Http">headers, route values, query</param>
/// <param name="Merchant">owner of the merchant key that was sent</param>
/// <param name="Body">empty for GET</param>
/// <param name="IdempotencyKey">null for GET</param>
/// <param name="Target">path with query, as sent</param>
/// <param name="Hasher">hashes the request</param>
public sealed record ApiCall(HttpContext Http, Merchant Merchant, ReadOnlyMemory<byte> Body, string? IdempotencyKey, string Target, RequestHasher Hasher)
{
    /// <summary>The request as its processing sees it. Not for GET; only after the body was parsed.</summary>
    public KeyedRequest Keyed() => new(Merchant, IdempotencyKey!, Hasher.Hash(Http.Request.Method, Target, Body.Span));

    public string Route(string name) => (string)Http.Request.RouteValues[name]!;

    /// <summary>The id in the path. Text that is not an id counts as an unknown id.</summary>
    public Guid PaymentId() =>
        Identifiers.TryParse(Identifiers.PaymentPrefix, Route("id"), out var id) ? id : throw Problems.NotFound("no payment has this id");
}
