namespace PspLoad.Payments.Replicas;

/// <summary>What comparing two database servers found.</summary>
/// <param name="Agrees">they hold the same</param>
/// <param name="Differences">one sentence each; empty when they agree</param>
public sealed record ReplicaResult(bool Agrees, IReadOnlyList<string> Differences);
