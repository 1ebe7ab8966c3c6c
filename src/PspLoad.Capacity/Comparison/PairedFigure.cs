using PspLoad.Capacity.Statistics;

namespace PspLoad.Capacity.Comparison;

/// <summary>One figure with both settings, pair by pair.</summary>
/// <param name="Name">with its unit</param>
/// <param name="A">with the first setting</param>
/// <param name="B">with the second one, of the same pairs</param>
/// <param name="Ratio">B ÷ A: geometric mean and 95 % interval over the pairs; null where a value is not positive</param>
public sealed record PairedFigure(string Name, IReadOnlyList<double> A, IReadOnlyList<double> B, Interval? Ratio)
{
    /// <summary>The interval leaves out 1: not noise.</summary>
    public bool Differs => Ratio is { } ratio && (ratio.Low > 1 || ratio.High < 1);

    /// <summary>Paired statistics on ratios: what both runs of a pair had in common (time of day, neighbours, size of the tables) cancels out.</summary>
    /// <param name="name">with its unit</param>
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
