namespace PspLoad.ReferencePsp.Contracts;

/// <summary>Every problem that the API can answer with. <c>type</c> is stable, so that programs can rely on it.</summary>
public static class Problems
{
    public const string TypePrefix = "urn:pspload:problem:";

    public static ProblemException Invalid(params IReadOnlyList<FieldError> errors) =>
        new(
            Create(400, "invalid-request", "The request is invalid", string.Join("; ", errors.Select(error => $"{error.Field}: {error.Detail}"))) with
            {
                Errors = errors,
            }
        );

    public static ProblemException Unauthorized(string detail) => new(Create(401, "unauthorized", "The request is not authenticated", detail));

    public static ProblemException NotFound(string detail) => new(Create(404, "not-found", "There is no such resource", detail));

    public static ProblemException InProgress(string detail) => new(Create(409, "in-progress", "The operation is still in progress", detail), retryAfter: 1);

    public static ProblemException IllegalTransition(string detail) =>
        new(Create(409, "illegal-transition", "The payment's state does not allow this", detail));

    public static ProblemException TooLarge(long limit) => new(Create(413, "too-large", "The request is too large", $"the limit is {limit} bytes"));

    public static ProblemException NotJson() => new(Create(415, "not-json", "The body is not JSON", "send Content-Type: application/json"));

    public static ProblemException KeyReused() =>
        new(Create(422, "idempotency-key-reused", "The idempotency key was used for another request", "use a new Idempotency-Key for a new request"));

    public static ProblemException AmountExceeds(string detail) =>
        new(Create(422, "amount-exceeds", "The amount is more than what is left", detail) with { Errors = [new FieldError("amount", detail)] });

    public static ProblemException RateLimited(int retryAfter) =>
        new(Create(429, "rate-limited", "Too many requests", "the merchant's rate limit is exceeded"), retryAfter);

    public static ProblemException Unavailable(string detail) => new(Create(503, "unavailable", "The service cannot answer now", detail), retryAfter: 1);

    public static ProblemResponse Internal() =>
        Create(500, "internal", "The service failed", "use the request id to find the cause in the log; repeat the request with the same Idempotency-Key");

    public static ProblemResponse Declined(PaymentResponse payment, string reason) =>
        Create(402, "declined", "The payment was declined", null) with
        {
            Reason = reason,
            Payment = payment,
        };

    public static ProblemResponse OperationDeclined(PaymentResponse payment, string operation, string reason) =>
        Create(402, "operation-declined", $"The {operation} was declined", null) with
        {
            Reason = reason,
            Payment = payment,
        };

    public static ProblemResponse Failed(PaymentResponse payment, string operation, string reason) =>
        Create(
            502,
            "acquirer-failure",
            $"The {operation} failed at the acquirer",
            "nothing was charged or paid; a new attempt needs a new Idempotency-Key"
        ) with
        {
            Reason = reason,
            Payment = payment,
        };

    private static ProblemResponse Create(int status, string type, string title, string? detail) =>
        new()
        {
            Type = TypePrefix + type,
            Title = title,
            Status = status,
            Detail = detail,
        };
}
