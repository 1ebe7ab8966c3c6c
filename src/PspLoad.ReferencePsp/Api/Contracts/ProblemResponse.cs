namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>RFC 9457.</summary>
public sealed record ProblemResponse
{
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Detail { get; init; }

    /// <summary>Declined or failed: why, in one word for programs.</summary>
    public string? Reason { get; init; }

    /// <summary>Every field that is wrong.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>Declined or failed: the payment as it is now.</summary>
    public PaymentResponse? Payment { get; init; }
    public string? RequestId { get; init; }
}
