namespace PspLoad.Reporting.Comparison;

/// <summary>Judges a change by its interval and by the smallest change that matters (ADR 0030).</summary>
internal static class Decision
{
    /// <param name="change">measured</param>
    /// <param name="low">of the 95 % interval</param>
    /// <param name="high">of the 95 % interval</param>
    /// <param name="margin">smallest change that matters, in the same unit</param>
    public static Sameness Of(double change, double low, double high, double margin, bool moreIsBetter)
    {
        if (low >= -margin && high <= margin)
            return Sameness.Same;
        if (Math.Abs(change) < margin || (low <= 0 && high >= 0))
            return Sameness.TooFewRuns;
        return change > 0 == moreIsBetter ? Sameness.Better : Sameness.Worse;
    }
}
