namespace PspLoad.Capacity.Scalability;

/// <summary>The Universal Scalability Law X(N) = λN ÷ (1 + σ(N−1) + κN(N−1)) with its parameters for one system (Gunther, Guerrilla
/// Capacity Planning, 2007).</summary>
public sealed record ScalabilityFit
{
    /// <summary>λ: iterations a second with one user.</summary>
    public required double Lambda { get; init; }

    /// <summary>σ, contention: the share of the work that can't be done at the same time.</summary>
    public required double Sigma { get; init; }

    /// <summary>κ, coherency: what every pair of users costs each other.</summary>
    public required double Kappa { get; init; }

    /// <summary>Users at which throughput is highest: √((1−σ)/κ); null where κ is 0 and it only levels off.</summary>
    public double? PeakUsers => Kappa > 0 && Sigma < 1 ? Math.Max(1, Math.Sqrt((1 - Sigma) / Kappa)) : null;

    /// <summary>Throughput at <see cref="PeakUsers"/>, or the level λ/σ that it comes near; null where neither is finite.</summary>
    public double? PeakTps =>
        PeakUsers is { } users ? At(users)
        : Sigma > 0 ? Lambda / Sigma
        : null;

    /// <summary>Share of the variance of throughput that the law explains.</summary>
    public required double RSquared { get; init; }

    public required IReadOnlyList<ScalabilityPoint> Points { get; init; }

    /// <summary>(measured − law) ÷ law, in the order of <see cref="Points"/>.</summary>
    public IReadOnlyList<double> Residuals => [.. Points.Select(point => point.Tps / At(point.Users) - 1)];

    /// <summary>Nobody measured there: <see cref="PeakTps"/> is a forecast.</summary>
    public bool IsForecast => PeakUsers is not { } users || users > Points.Max(point => point.Users);

    public double At(double users) => Lambda * users / (1 + Sigma * (users - 1) + Kappa * users * (users - 1));
}
