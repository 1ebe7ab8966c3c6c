using PspLoad.Capacity.Search;

namespace PspLoad.Capacity.Results;

/// <summary>The same search with one part out of service.</summary>
/// <param name="Name">name of the part</param>
/// <param name="Host">host of the part; null if it could not be taken out</param>
/// <param name="Problem">why no search was run; null if one was</param>
/// <param name="Search">null if no search was run</param>
public sealed record DegradedPart(string Name, string? Host, string? Problem, SearchResult? Search)
{
    /// <summary>Twice the resolution of a search.</summary>
    private const double Steps = 2;

    /// <returns>remaining capacity ÷ required peak; null if either is unknown</returns>
    public double? HeadroomOf(double? requiredPeak) => Search?.Capacity is { } capacity && requiredPeak is > 0 and var peak ? capacity.Mean / peak : null;

    /// <param name="whole">the search with all parts in service</param>
    /// <param name="precision">largest relative gap allowed between the passing and the failing rate</param>
    /// <returns>whether the degraded system carried more than the whole one</returns>
    public bool Exceeds(SearchResult whole, double precision) =>
        Search?.Capacity is { } left && whole.Capacity is { } all && left.Mean > all.Mean * (1 + Steps * precision);
}
