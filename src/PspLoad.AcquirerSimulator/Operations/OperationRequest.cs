namespace PspLoad.AcquirerSimulator.Operations;

/// <summary>The body of every operation; what is required depends on the operation (<see cref="OperationValidation"/>).</summary>
public sealed record OperationRequest
{
    public string? Reference { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public string? OrderId { get; init; }
    public CardData? Card { get; init; }
    public string? Parent { get; init; }
}
