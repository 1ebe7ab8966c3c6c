using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.ConsoleOutput;

/// <summary>The command that compares a run: with its scenario's baseline, or with the run before it.</summary>
internal static class CompareHint
{
    public static string Of(RunFolder folder)
    {
        var neighbours = new RunNeighbours(folder.Path);
        if (neighbours.HasBaseline)
            return $"./run.sh compare {RunLocator.Baseline} {folder.Path}";
        return neighbours.Previous is null
            ? $"./run.sh compare {RunLocator.Previous} {RunLocator.Latest}, once it has run again"
            : $"./run.sh compare {RunLocator.Previous} {folder.Path}";
    }
}
