using PspLoad.Capacity.Search;

namespace PspLoad.Capacity.Results;

/// <summary>The same search with a part out.</summary>
/// <param name="Name">of what was out</param>
/// <param name="Host">where; null where it could not be taken out</param>
/// <param name="Problem">why it was not searched; null where it was</param>
/// <param name="Search">null where it was not searched</param>
public sealed record DegradedPart(string Name, string? Host, string? Problem, SearchResult? Search)
{
    /// <summary>Twice the width of what a search tells apart.</summary>
    private const double Steps = 2;

    /// <returns>capacity left ÷ required peak; null where one of them is not known</returns>
    public double? HeadroomOf(double? requiredPeak) => Search?.Capacity is { } capacity && requiredPeak is > 0 and var peak ? capacity.Mean / peak : null;

    /// <param name="whole">the search with everything up</param>
    /// <param name="precision">share by which passing and failing rate may differ</param>
    /// <returns>whether more was left than there was</returns>
    public bool Exceeds(SearchResult whole, double precision) =>
        Search?.Capacity is { } left && whole.Capacity is { } all && left.Mean > all.Mean * (1 + Steps * precision);
}
