namespace PspLoad.Capacity.Statistics;

/// <summary>A mean with its confidence interval.</summary>
/// <param name="Mean">sample mean</param>
/// <param name="Low">lower end</param>
/// <param name="High">upper end</param>
/// <param name="Count">sample size</param>
public sealed record Interval(double Mean, double Low, double High, int Count)
{
    /// <returns>Student's 95 % interval</returns>
    /// <exception cref="ArgumentException">fewer than two values: a single value has no spread</exception>
    public static Interval Of(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            throw new ArgumentException("one value has no interval", nameof(values));
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        var half = StudentT.Quantile975(values.Count - 1) * deviation / Math.Sqrt(values.Count);
        return new Interval(mean, mean - half, mean + half, values.Count);
    }
}
