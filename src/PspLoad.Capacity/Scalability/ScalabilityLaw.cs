using System.Globalization;

namespace PspLoad.Capacity.Scalability;

/// <summary>
/// Fits the Universal Scalability Law. N ÷ X(N) = (1 + σ(N−1) + κN(N−1)) ÷ λ is linear in 1/λ, σ/λ and κ/λ.
/// Weighted by X ÷ N, least squares minimises the relative errors.
/// The parameters must not be negative. Of all parameter subsets with a non-negative solution, the one with the smallest error wins.
/// </summary>
public static class ScalabilityLaw
{
    private const int FewestPoints = 5;

    /// <summary>Smallest accepted ratio of the highest to the lowest number of users.</summary>
    private const double NarrowestRange = 8;
    private const double LowestRSquared = 0.9;
    private const double LargestResidual = 0.2;

    private static readonly int[][] s_subsets =
    [
        [0, 1, 2],
        [0, 1],
        [0, 2],
        [0],
    ];

    /// <returns>the fit, or why the data does not support one</returns>
    public static ScalabilityResult Fit(IReadOnlyList<ScalabilityPoint> points)
    {
        var usable = points.Where(point => point is { Users: >= 1, Tps: > 0 }).OrderBy(point => point.Users).ToList();
        if (usable.Select(point => point.Users).Distinct().Count() is var distinct && distinct < FewestPoints)
            return Refused($"{distinct} different numbers of users are too few; at least {FewestPoints} are needed");
        if (usable[^1].Users / usable[0].Users is var range && range < NarrowestRange)
        {
            return Refused(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the most users are only {range:0.#} times the fewest; {NarrowestRange:0} times are needed to tell contention from coherency"
                )
            );
        }

        var best = s_subsets.Select(subset => FitOf(usable, subset)).OfType<ScalabilityFit>().MinBy(SquaredError);
        if (best is null)
            return Refused("no law with positive parameters fits");
        if (best.RSquared < LowestRSquared)
        {
            return Refused(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the law explains only {100 * best.RSquared:0} % of the variance (R² {best.RSquared:0.00}; {LowestRSquared} is needed)"
                )
            );
        }

        if (best.Residuals.Max(Math.Abs) is var worst && worst > LargestResidual)
        {
            return Refused(
                string.Create(CultureInfo.InvariantCulture, $"a measurement is {100 * worst:0} % off the law; the limit is {100 * LargestResidual:0} %")
            );
        }

        if (best.Sigma + best.Kappa * usable[^1].Users < MostLinear / usable[^1].Users)
        {
            return Refused(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"throughput still grows with every user at {usable[^1].Users:0}: no contention or coherency shows yet; measure with more users"
                )
            );
        }

        return new ScalabilityResult(best, null, points);

        ScalabilityResult Refused(string why) => new(null, why, points);
    }

    /// <summary>If throughput at the highest number of users is less than a tenth below linear, σ and κ are noise.</summary>
    private const double MostLinear = 0.1;

    private static double SquaredError(ScalabilityFit fit) => fit.Residuals.Sum(residual => residual * residual);

    /// <param name="points">measurements</param>
    /// <param name="subset">which of 1/λ, σ/λ, κ/λ are not zero</param>
    /// <returns>null if one of them would be negative</returns>
    private static ScalabilityFit? FitOf(List<ScalabilityPoint> points, int[] subset)
    {
        var size = subset.Length;
        var (matrix, right) = (new double[size, size], new double[size]);
        foreach (var (users, tps) in points)
        {
            double[] terms = [1, users - 1, users * (users - 1)];
            var weight = tps / users;
            for (var i = 0; i < size; i++)
            {
                right[i] += weight * terms[subset[i]];
                for (var j = 0; j < size; j++)
                    matrix[i, j] += weight * weight * terms[subset[i]] * terms[subset[j]];
            }
        }
        if (LinearSystem.Solve(matrix, right) is not { } solution || solution.Any(value => value < 0) || solution[0] <= 0)
            return null;
        var all = new double[3];
        for (var i = 0; i < size; i++)
            all[subset[i]] = solution[i];
        var law = new ScalabilityFit
        {
            Lambda = 1 / all[0],
            Sigma = all[1] / all[0],
            Kappa = all[2] / all[0],
            RSquared = 0,
            Points = points,
        };
        return law with { RSquared = RSquaredOf(law) };
    }

    private static double RSquaredOf(ScalabilityFit law)
    {
        var mean = law.Points.Average(point => point.Tps);
        var total = law.Points.Sum(point => (point.Tps - mean) * (point.Tps - mean));
        return total == 0 ? 0 : 1 - law.Points.Sum(point => Math.Pow(point.Tps - law.At(point.Users), 2)) / total;
    }
}
