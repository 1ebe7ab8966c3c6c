namespace PspLoad.Payments.Replicas;

/// <summary>Result of comparing two database servers.</summary>
/// <param name="Agrees">both hold the same rows</param>
/// <param name="Differences">one sentence each; empty when they agree</param>
public sealed record ReplicaResult(bool Agrees, IReadOnlyList<string> Differences);
