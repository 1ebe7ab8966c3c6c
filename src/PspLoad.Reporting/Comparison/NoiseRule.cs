namespace PspLoad.Reporting.Comparison;

/// <summary>Tells a change from noise (ADR 0030).</summary>
internal static class NoiseRule
{
    /// <param name="change">measured change</param>
    /// <param name="low">lower end of its 95 % interval</param>
    /// <param name="high">upper end</param>
    /// <param name="margin">smallest change that matters, in the same unit</param>
    /// <param name="moreIsBetter">true for throughput, false for times and errors</param>
    public static Sameness Judge(double change, double low, double high, double margin, bool moreIsBetter)
    {
        if (low >= -margin && high <= margin)
            return Sameness.Same;
        if (Math.Abs(change) < margin || (low <= 0 && high >= 0))
            return Sameness.TooFewRuns;
        return change > 0 == moreIsBetter ? Sameness.Better : Sameness.Worse;
    }
}
