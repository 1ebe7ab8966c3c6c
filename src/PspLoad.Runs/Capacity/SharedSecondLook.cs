using PspLoad.Capacity.Trials;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;

namespace PspLoad.Runs.Capacity;

/// <summary>The second look at the books that all trials of a search share. Each trial has a first look of its own.</summary>
internal static class SharedSecondLook
{
    /// <param name="platform">the hosts</param>
    /// <param name="folder">folder of the search</param>
    /// <param name="trials">all of its trials</param>
    /// <param name="ended">end of the last trial</param>
    /// <param name="view">shows what it waits for</param>
    /// <param name="interruption">after the first interruption there is no second look</param>
    /// <returns>the comparison; without a part when there was none, because a trial was VIOLATED already or for a reason in the findings</returns>
    public static async Task<BooksOutcome> TakeAsync(
        ICapacityPlatform platform,
        string folder,
        IReadOnlyCollection<Trial> trials,
        DateTimeOffset ended,
        ICapacityView view,
        Interruption interruption
    )
    {
        if (trials.Any(trial => trial.Violations > 0))
            return new BooksOutcome(null, []);
        if (interruption.Stop.IsCancellationRequested)
            return NotTaken("the search was interrupted, so there was no second look at the books");
        List<string> runs = [.. trials.Select(trial => trial.Folder).OfType<string>().Select(run => Path.Combine(folder, run))];
        if (runs.Count == 0)
            return new BooksOutcome(null, []);
        try
        {
            return await platform.LookAgainAsync(folder, runs, ended, view.Stage, interruption.Abort);
        }
        catch (OperationFailedException failed)
        {
            // The trials are measured and have had their first look.
            return NotTaken($"there was no second look at the books: {failed.Message}");
        }
    }

    private static BooksOutcome NotTaken(string why) => new(null, [new FindingPart(FindingId.NotCompared, Severity.Warning, why)]);
}
