namespace PspLoad.Reporting.Comparison;

/// <summary>A comparison in one line.</summary>
internal static class ComparisonHeadline
{
    public static string Of(RunComparison comparison)
    {
        var (worse, better) = (Names(comparison, Sameness.Worse), Names(comparison, Sameness.Better));
        if (worse.Length > 0)
            return $"Worse: {worse}{(better.Length > 0 ? $"; better: {better}" : "")}";
        if (better.Length > 0)
            return $"Better: {better}; nothing got worse beyond noise";
        return comparison.IsDecided ? "Nothing got worse beyond noise" : "Too few runs to tell";
    }

    private static string Names(RunComparison comparison, Sameness sameness) =>
        string.Join(", ", comparison.Changes.Where(change => change.Sameness == sameness).Select(change => change.Name));
}
