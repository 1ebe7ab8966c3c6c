using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Charts;

/// <summary>When money was lost: seconds since the measured phase began. Moments too close to be told apart on a chart count as one.</summary>
internal static class LostMoments
{
    /// <summary>Marks that fit beside each other.</summary>
    private const int Places = 200;

    public static IReadOnlyList<double> Of(RecordedRun recorded)
    {
        var step = recorded.Run.DurationSeconds / Places;
        return
        [
            .. recorded
                .Violations.Select(violation => violation.AtSeconds)
                .OfType<double>()
                .GroupBy(second => Math.Floor(second / step))
                .Select(group => group.Min())
                .Order(),
        ];
    }
}
