using PspLoad.Capacity.Statistics;
using PspLoad.Capacity.Trials;

namespace PspLoad.Capacity.Search;

/// <summary>What a search found.</summary>
public sealed record SearchResult
{
    public required SearchEnd End { get; init; }

    /// <summary>Why the search ended, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Highest rate that passed, confirmed if <see cref="IsConfirmed"/>; null if none passed.</summary>
    public required double? HighestPassing { get; init; }

    /// <summary>Lowest rate that failed; null if none failed.</summary>
    public required double? LowestFailing { get; init; }

    /// <summary><see cref="HighestPassing"/> passed all requested confirmations.</summary>
    public required bool IsConfirmed { get; init; }

    /// <summary>Mean and 95 % confidence interval of the rates achieved in the confirmations; null if no capacity can be stated.</summary>
    public required Interval? Capacity { get; init; }

    /// <summary>Full-length trials at <see cref="HighestPassing"/> that passed, out of <see cref="ConfirmationsRun"/>.</summary>
    public required int ConfirmationsPassed { get; init; }

    public required int ConfirmationsRun { get; init; }

    /// <summary>The cost of a payment was still falling when the warm-up ended.</summary>
    public bool IsCold { get; init; }

    public required double ElapsedSeconds { get; init; }

    /// <summary>All trials in chronological order.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }
}
