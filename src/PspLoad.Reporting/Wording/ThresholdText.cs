using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Wording;

/// <summary>Formats the measured value of a threshold in the unit of its expression.</summary>
internal static class ThresholdText
{
    public static string Actual(ThresholdPart threshold)
    {
        if (threshold.Actual is not { } actual)
            return "not measured";
        var bound = threshold.Expression.TrimEnd();
        if (bound.EndsWith('%'))
            return actual is > 0 and < 0.01 ? "< 0.01 %" : Humane.Percent(actual);
        if (bound.EndsWith("/s", StringComparison.Ordinal))
            return Humane.Rate(actual);
        return bound.EndsWith('s') || bound.EndsWith('m') ? Humane.Time(actual) : Humane.Digits(actual);
    }
}
