namespace PspLoad.ReferencePsp.Contracts;

/// <summary>An error answer (RFC 9457).</summary>
public sealed record ProblemResponse
{
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    public string? Detail { get; init; }

    /// <summary>Why the operation was declined or failed: one word for programs.</summary>
    public string? Reason { get; init; }

    /// <summary>Every wrong field.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>Where an operation was declined or failed: the payment afterwards.</summary>
    public PaymentResponse? Payment { get; init; }
    public string? RequestId { get; init; }
}

/// <summary>What is wrong with a field, a header or a parameter.</summary>
/// <param name="Field">path in the body (<c>source.card.number</c>), or the name of the header or parameter</param>
/// <param name="Detail">one sentence; never the value</param>
public sealed record FieldError(string Field, string Detail);
