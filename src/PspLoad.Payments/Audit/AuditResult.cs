using PspLoad.Core.Results;

namespace PspLoad.Payments.Audit;

/// <summary>What an audit found.</summary>
public sealed record AuditResult
{
    /// <summary>As it stands in run.json; <see cref="ReconciliationPart.ReplicaAgrees"/> is left open.</summary>
    public required ReconciliationPart Part { get; init; }

    /// <summary>False means exit code 5.</summary>
    public required bool IsClean { get; init; }

    /// <summary>Operations whose outcome became known by repeating their key.</summary>
    public required long Replayed { get; init; }

    /// <summary>Operations whose outcome did not.</summary>
    public required long StillOpen { get; init; }

    /// <summary>What was not compared, one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
