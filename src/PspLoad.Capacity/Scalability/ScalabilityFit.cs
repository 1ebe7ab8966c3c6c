namespace PspLoad.Capacity.Scalability;

/// <summary>
/// The Universal Scalability Law X(N) = λN ÷ (1 + σ(N−1) + κN(N−1)), fitted to one system (Gunther, Guerrilla Capacity Planning, 2007).
/// </summary>
public sealed record ScalabilityFit
{
    /// <summary>λ: iterations per second with one user.</summary>
    public required double Lambda { get; init; }

    /// <summary>σ, contention: the share of the work that cannot run in parallel.</summary>
    public required double Sigma { get; init; }

    /// <summary>κ, coherency: the cost of coordination for every pair of users.</summary>
    public required double Kappa { get; init; }

    /// <summary>Number of users with the highest throughput: √((1−σ)/κ). Null if κ is 0, because throughput then only levels off.</summary>
    public double? PeakUsers => Kappa > 0 && Sigma < 1 ? Math.Max(1, Math.Sqrt((1 - Sigma) / Kappa)) : null;

    /// <summary>Throughput at <see cref="PeakUsers"/>, or else the asymptote λ/σ; null if neither is finite.</summary>
    public double? PeakTps =>
        PeakUsers is { } users ? At(users)
        : Sigma > 0 ? Lambda / Sigma
        : null;

    /// <summary>Share of the throughput variance that the law explains.</summary>
    public required double RSquared { get; init; }

    public required IReadOnlyList<ScalabilityPoint> Points { get; init; }

    /// <summary>(measured − law) ÷ law, in the order of <see cref="Points"/>.</summary>
    public IReadOnlyList<double> Residuals => [.. Points.Select(point => point.Tps / At(point.Users) - 1)];

    /// <summary>The peak lies beyond the measured points, so <see cref="PeakTps"/> is an extrapolation.</summary>
    public bool IsForecast => PeakUsers is not { } users || users > Points.Max(point => point.Users);

    public double At(double users) => Lambda * users / (1 + Sigma * (users - 1) + Kappa * users * (users - 1));
}
