using PspLoad.Capacity.Scalability;

namespace PspLoad.UnitTests.Capacity.Scalability;

public sealed class ScalabilityLawTests
{
    private static readonly double[] s_users = [1, 2, 4, 8, 16, 32, 64];

    [Theory]
    [InlineData(90, 0.02, 0.0001)]
    [InlineData(955, 0.0267, 0.000769)] // the SPEC SDM91 benchmark in Gunther's book
    [InlineData(40, 0.2, 0.002)]
    [InlineData(10, 0.05, 0)]
    [InlineData(10, 0, 0.001)]
    public void Known_parameters_are_recovered(double lambda, double sigma, double kappa)
    {
        var fit = ScalabilityLaw.Fit(Points(lambda, sigma, kappa, noise: 0, seed: 1)).Fit!;

        Assert.Equal(lambda, fit.Lambda, lambda * 1e-6);
        Assert.Equal(sigma, fit.Sigma, 1e-6);
        Assert.Equal(kappa, fit.Kappa, 1e-8);
        Assert.Equal(1, fit.RSquared, 1e-9);
        Assert.All(fit.Residuals, residual => Assert.Equal(0, residual, 1e-9));
        if (kappa > 0)
            Assert.Equal(Math.Sqrt((1 - sigma) / kappa), fit.PeakUsers!.Value, 1e-3 * fit.PeakUsers.Value);
    }

    [Fact]
    public void Noise_of_two_percent_moves_the_peak_by_less_than_a_tenth()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var fit = ScalabilityLaw.Fit(Points(100, 0.05, 0.001, noise: 0.02, seed)).Fit!;
            Assert.InRange(fit.Sigma, 0.03, 0.07);
            Assert.InRange(fit.Kappa, 0.0007, 0.0013);
            var truth = new ScalabilityFit
            {
                Lambda = 100,
                Sigma = 0.05,
                Kappa = 0.001,
                RSquared = 1,
                Points = fit.Points,
            };
            Assert.InRange(fit.PeakTps!.Value, 0.9 * truth.PeakTps!.Value, 1.1 * truth.PeakTps.Value);
            Assert.False(fit.IsForecast);
        }
    }

    [Fact]
    public void A_peak_beyond_what_was_measured_is_a_forecast()
    {
        Assert.True(ScalabilityLaw.Fit(Points(100, 0.02, 0.00001, noise: 0, seed: 1)).Fit!.IsForecast);
        Assert.False(ScalabilityLaw.Fit(Points(100, 0.02, 0.001, noise: 0, seed: 1)).Fit!.IsForecast);
    }

    [Theory]
    [InlineData(new double[] { 1, 2, 4 }, new double[] { 10, 18, 30 }, "too few")]
    [InlineData(new double[] { 4, 5, 6, 7, 8 }, new double[] { 10, 12, 13, 14, 15 }, "times the fewest")]
    [InlineData(new double[] { 1, 2, 4, 8, 16, 32 }, new double[] { 10, 40, 12, 55, 9, 30 }, "variance")]
    [InlineData(new double[] { 1, 2, 4, 8, 16, 32 }, new double[] { 10, 20, 40, 80, 160, 320 }, "measure with more users")]
    [InlineData(new double[] { 1, 2, 4, 8, 16, 32 }, new double[] { 15, 20, 38, 76, 140, 250 }, "off the law")]
    [InlineData(new double[] { 1, 2, 4, 8, 16, 32 }, new double[] { 0, 0, 0, 0, 0, 0 }, "too few")]
    public void Data_that_does_not_carry_a_law_is_refused(double[] users, double[] tps, string why)
    {
        var result = ScalabilityLaw.Fit([.. users.Zip(tps, (n, x) => new ScalabilityPoint(n, x))]);

        Assert.Null(result.Fit);
        Assert.Contains(why, result.Refusal, StringComparison.Ordinal);
    }

    private static List<ScalabilityPoint> Points(double lambda, double sigma, double kappa, double noise, int seed)
    {
        var random = new Random(seed);
        var law = new ScalabilityFit
        {
            Lambda = lambda,
            Sigma = sigma,
            Kappa = kappa,
            RSquared = 1,
            Points = [],
        };
        return [.. s_users.Select(users => new ScalabilityPoint(users, law.At(users) * (1 + noise * (2 * random.NextDouble() - 1))))];
    }
}
