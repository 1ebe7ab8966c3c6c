using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Summaries;

/// <summary>The command that compares a run with the baseline of its scenario, or else with the run before it.</summary>
internal static class CompareHint
{
    public static string Of(RecordedRun recorded)
    {
        if (RunLocator.HasBaseline(recorded.Path))
            return $"./run.sh compare {RunLocator.Baseline} {recorded.Path}";
        return RunLocator.PreviousOf(recorded.Path) is null
            ? $"./run.sh compare {RunLocator.Previous} {RunLocator.Latest}, once it has run again"
            : $"./run.sh compare {RunLocator.Previous} {recorded.Path}";
    }
}
