using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Resolution;

/// <summary>Operations of a journal that were asked for and never answered for good. In memory are only those.</summary>
internal static class OpenOperations
{
    /// <param name="journal">its folder</param>
    /// <returns>in the order in which they were asked for</returns>
    public static IReadOnlyCollection<OpenOperation> Find(string journal)
    {
        // A key that is asked for again after its answer is open again: then it is repeated once more, and gets the same answer.
        Dictionary<string, OpenOperation> open = new(StringComparer.Ordinal);
        foreach (var record in JournalReader.Read(journal))
        {
            if (record is Intent intent)
                open[intent.Key] = new OpenOperation(intent, false);
            else if (record is Answer { Outcome: not PaymentOutcome.Indeterminate } final)
                open.Remove(final.Key);
            else if (record is Answer answer && open.TryGetValue(answer.Key, out var asked))
                open[answer.Key] = asked with { WasAnswered = true };
        }
        return [.. open.Values.OrderBy(operation => operation.Intent.At)];
    }
}

/// <summary>An operation whose outcome nobody knows.</summary>
/// <param name="Intent">what was asked</param>
/// <param name="WasAnswered">something came back, or it was noticed that nothing did; false: the harness ended before</param>
internal sealed record OpenOperation(Intent Intent, bool WasAnswered);
