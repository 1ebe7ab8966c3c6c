using PspLoad.Capacity.Statistics;
using PspLoad.Capacity.Trials;

namespace PspLoad.Capacity.Search;

/// <summary>What a search found.</summary>
public sealed record SearchResult
{
    public required SearchEnd End { get; init; }

    /// <summary>The end in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Highest rate that passed, confirmed where <see cref="IsConfirmed"/>; null where none did.</summary>
    public required double? HighestPassing { get; init; }

    /// <summary>Lowest rate that failed; null where none did.</summary>
    public required double? LowestFailing { get; init; }

    /// <summary><see cref="HighestPassing"/> held in all the confirmations that were asked for.</summary>
    public required bool IsConfirmed { get; init; }

    /// <summary>Mean and 95 % confidence interval of what the confirmations achieved; null where there is no capacity to state.</summary>
    public required Interval? Capacity { get; init; }

    /// <summary>At <see cref="HighestPassing"/> and full length: how many passed of how many.</summary>
    public required int ConfirmationsPassed { get; init; }

    public required int ConfirmationsRun { get; init; }

    /// <summary>When the warm-up ended, a payment still cost less and less.</summary>
    public bool IsCold { get; init; }

    public required double ElapsedSeconds { get; init; }

    /// <summary>All of them, in the order of time.</summary>
    public required IReadOnlyList<Trial> Trials { get; init; }
}
