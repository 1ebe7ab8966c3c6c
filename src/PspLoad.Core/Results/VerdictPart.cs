namespace PspLoad.Core.Results;

/// <summary>What the run says, in the order in which people should read it.</summary>
public sealed record VerdictPart
{
    /// <summary><c>VALID</c>, or <c>INVALID</c>: the injector was disturbed and the figures mean nothing.</summary>
    public required string Validity { get; init; }

    /// <summary><c>PASSED</c> or <c>FAILED</c>.</summary>
    public required string Thresholds { get; init; }

    /// <summary><c>CLEAN</c>, <c>VIOLATED</c>, or <c>NOT RUN</c>.</summary>
    public required string Reconciliation { get; init; }

    /// <summary>Of the process, see <see cref="Errors.ExitCode"/>.</summary>
    public required int ExitCode { get; init; }

    public required IReadOnlyList<FindingPart> Findings { get; init; }
}
