using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Charts;

/// <summary>What became of the money, in one line and one colour.</summary>
internal static class Money
{
    public static (string Text, string Color) Tell(ReconciliationPart? books)
    {
        if (books is null)
            return ("not reconciled in this run", Palette.Quiet);
        var wrong = Wrong(books).ToList();
        return wrong.Count == 0
            ? ($"0 lost, 0 duplicated; all {Humane.Count(books.Acknowledged)} acknowledged operations are in the books", Palette.OkText)
            : (string.Join(", ", wrong) + $" of {Humane.Count(books.Acknowledged)} acknowledged operations", Palette.Lost);
    }

    /// <summary>For a tile: "0 lost, 0 duplicated".</summary>
    public static string Short(ReconciliationPart? books) =>
        books is null ? "not reconciled" : $"{Humane.Count(books.Lost)} lost, {Humane.Count(books.Duplicated)} duplicated";

    /// <summary>Class of the page's style: <c>good</c>, <c>bad</c> or <c>neutral</c>.</summary>
    public static string Tone(ReconciliationPart? books) =>
        books is null ? "neutral"
        : Wrong(books).Any() ? "bad"
        : "good";

    /// <summary>Each thing that is wrong, with its count: "3 lost", "ledger not balanced". Empty when the money is accounted for.</summary>
    public static IEnumerable<string> Wrong(ReconciliationPart books)
    {
        foreach (var (count, what) in Counts(books))
        {
            if (count > 0)
                yield return $"{Humane.Count(count)} {what}";
        }
        if (!books.LedgerBalanced)
            yield return "ledger not balanced";
        if (books.ReplicaAgrees == false)
            yield return "replica differs";
    }

    /// <summary>Every kind of violation with its count, also those that are zero.</summary>
    public static IEnumerable<(long Count, string What)> Counts(ReconciliationPart books) =>
        [
            (books.Lost, "lost"),
            (books.Duplicated, "duplicated"),
            (books.DoubleCharge, "charged twice"),
            (books.AmountMismatch, "with a wrong amount"),
            (books.Phantom, "phantom"),
            (books.StateMismatch, "in a wrong state"),
            (books.Unresolved, "unresolved"),
            .. books.Other.Select(other => (other.Value, What: other.Key.Name())).OrderBy(other => other.What, StringComparer.Ordinal),
        ];
}
