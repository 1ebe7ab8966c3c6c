using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Resolution;

/// <summary>Finds the operations in a journal without a final answer. Only those are kept in memory.</summary>
internal static class OpenOperations
{
    /// <param name="journal">folder of the journal</param>
    /// <returns>in the order of their requests</returns>
    public static IReadOnlyCollection<OpenOperation> Find(string journal)
    {
        // A new request with an answered key opens it again. Its replay gets the same answer.
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

/// <summary>An operation without a known outcome.</summary>
/// <param name="Intent">the request</param>
/// <param name="WasAnswered">true when the journal has an indeterminate answer; false when the harness ended before any</param>
internal sealed record OpenOperation(Intent Intent, bool WasAnswered);
