using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Charts;

/// <summary>When something went wrong with money: seconds since the measured phase began, those that would be one mark taken together.</summary>
internal static class LostMoments
{
    /// <summary>Marks that fit beside each other on a chart.</summary>
    private const int Places = 200;

    public static IReadOnlyList<double> Of(RunFolder folder)
    {
        var step = folder.Run.DurationSeconds / Places;
        return
        [
            .. folder
                .Violations.Select(violation => violation.AtSeconds)
                .OfType<double>()
                .GroupBy(second => Math.Floor(second / step))
                .Select(group => group.Min())
                .Order(),
        ];
    }
}
