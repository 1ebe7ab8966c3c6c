using PspLoad.Core.Results;
using PspLoad.Core.Thresholds;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Wording;

/// <summary>Formats the measured value of a threshold in the unit of its expression.</summary>
public static class ThresholdText
{
    public static string Actual(ThresholdPart threshold)
    {
        if (threshold.Actual is not { } actual)
            return "not measured";
        var unit = Threshold.TryParse(threshold.Expression, out var condition) ? condition.Unit : ThresholdUnit.Count;
        return unit switch
        {
            ThresholdUnit.Percent => actual is > 0 and < 0.01 ? "< 0.01 %" : Humane.Percent(actual),
            ThresholdUnit.PerSecond => Humane.Rate(actual),
            ThresholdUnit.Milliseconds => Humane.Time(actual),
            _ => Humane.Digits(actual),
        };
    }
}
