using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Resolution;

/// <summary>Finds the operations in a journal without a final answer to each of their requests. Only those are kept in memory.</summary>
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
                open[intent.Key] = open.TryGetValue(intent.Key, out var earlier) ? earlier.Ask() : new OpenOperation(intent, 1, 1, false);
            else if (record is Answer answer && open.TryGetValue(answer.Key, out var asked))
                Update(open, asked.Hear(answer));
        }
        return [.. open.Values.OrderBy(operation => operation.Intent.At)];
    }

    private static void Update(Dictionary<string, OpenOperation> open, OpenOperation operation)
    {
        if (operation.IsClosed)
            open.Remove(operation.Intent.Key);
        else
            open[operation.Intent.Key] = operation;
    }
}

/// <summary>An operation with a request whose outcome is not known.</summary>
/// <param name="Intent">the request</param>
/// <param name="Unanswered">requests under its key without any answer in the journal: the harness ended first</param>
/// <param name="Undecided">requests under its key without a final answer</param>
/// <param name="IsSettled">an acknowledgement or a decline settles the key, so it need not be replayed</param>
internal sealed record OpenOperation(Intent Intent, int Unanswered, int Undecided, bool IsSettled)
{
    /// <summary>Nothing is left to note or to replay.</summary>
    public bool IsClosed => Unanswered == 0 && (IsSettled || Undecided <= 0);

    public OpenOperation Ask() => this with { Unanswered = Unanswered + 1, Undecided = Undecided + 1 };

    /// <summary>A refusal decides only the request that it answers. Another one with the same key may have been carried out.</summary>
    public OpenOperation Hear(Answer answer) =>
        answer.Outcome switch
        {
            PaymentOutcome.Acknowledged or PaymentOutcome.Declined => this with { Unanswered = Left(answer), IsSettled = true },
            PaymentOutcome.Refused when answer.IsReplay => this with { IsSettled = true },
            PaymentOutcome.Refused => this with { Unanswered = Left(answer), Undecided = Undecided - 1 },
            _ => this with { Unanswered = Left(answer) },
        };

    private int Left(Answer answer) => answer.IsReplay ? Unanswered : Math.Max(0, Unanswered - 1);
}
