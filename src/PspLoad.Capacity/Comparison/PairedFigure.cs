using PspLoad.Capacity.Statistics;

namespace PspLoad.Capacity.Comparison;

/// <summary>One figure under both settings, pair by pair.</summary>
/// <param name="Name">name with unit</param>
/// <param name="A">values under the first setting</param>
/// <param name="B">values under the second setting, for the same pairs</param>
/// <param name="Ratio">B ÷ A: geometric mean and 95 % interval over the pairs; null if any value is not positive</param>
public sealed record PairedFigure(string Name, IReadOnlyList<double> A, IReadOnlyList<double> B, Interval? Ratio)
{
    /// <summary>The interval excludes 1, so the difference is not noise.</summary>
    public bool Differs => Ratio is { } ratio && (ratio.Low > 1 || ratio.High < 1);

    /// <summary>Paired statistics on ratios. Whatever both runs of a pair share (time of day, neighbours, table sizes) cancels out.</summary>
    /// <param name="name">name with unit</param>
    /// <param name="pairs">at least two</param>
    public static PairedFigure Of(string name, IReadOnlyList<(double A, double B)> pairs)
    {
        Interval? ratio = null;
        if (pairs.Count >= 2 && pairs.All(pair => pair is { A: > 0, B: > 0 }))
        {
            var logarithms = Interval.Of([.. pairs.Select(pair => Math.Log(pair.B / pair.A))]);
            ratio = new Interval(Math.Exp(logarithms.Mean), Math.Exp(logarithms.Low), Math.Exp(logarithms.High), pairs.Count);
        }
        return new PairedFigure(name, [.. pairs.Select(pair => pair.A)], [.. pairs.Select(pair => pair.B)], ratio);
    }
}
