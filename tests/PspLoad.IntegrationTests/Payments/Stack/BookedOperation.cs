namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>A line of the acquirer's book.</summary>
internal sealed record BookedOperation(
    string Operation,
    string Reference,
    string? Parent,
    long Amount,
    string? Currency,
    string Outcome,
    string? Reason,
    int Attempts,
    int Charges
);
