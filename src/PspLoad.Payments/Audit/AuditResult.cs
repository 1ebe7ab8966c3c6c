using PspLoad.Core.Results;

namespace PspLoad.Payments.Audit;

/// <summary>The result of an audit.</summary>
public sealed record AuditResult
{
    /// <summary>The part of run.json, without <see cref="ReconciliationPart.ReplicaAgrees"/>.</summary>
    public required ReconciliationPart Part { get; init; }

    /// <summary>False means exit code 5.</summary>
    public required bool IsClean { get; init; }

    /// <summary>Operations whose outcome became known by replaying their key.</summary>
    public required long Replayed { get; init; }

    /// <summary>Operations whose outcome is still unknown.</summary>
    public required long StillOpen { get; init; }

    /// <summary>One sentence for each thing that was not compared.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>One sentence for each kind of work that the PSP had not finished at the second look.</summary>
    public IReadOnlyList<string> Pending { get; init; } = [];
}
