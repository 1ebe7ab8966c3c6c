using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Wording;

/// <summary>The outcome of the reconciliation, in words.</summary>
internal static class MoneyText
{
    /// <summary>One line, without a period.</summary>
    public static string Line(ReconciliationPart? books)
    {
        if (books is null)
            return "not reconciled in this run";
        var wrong = Wrong(books).ToList();
        return wrong.Count == 0
            ? $"0 lost, 0 duplicated; all {Humane.Count(books.Acknowledged)} acknowledged operations are in the books"
            : string.Join(", ", wrong) + $" of {Humane.Count(books.Acknowledged)} acknowledged operations";
    }

    /// <summary>For a tile: "0 lost, 0 duplicated".</summary>
    public static string Short(ReconciliationPart? books) =>
        books is null ? "not reconciled" : $"{Humane.Count(books.Lost)} lost, {Humane.Count(books.Duplicated)} duplicated";

    public static MoneyState StateOf(ReconciliationPart? books) =>
        books is null ? MoneyState.NotReconciled
        : Wrong(books).Any() ? MoneyState.Wrong
        : MoneyState.Clean;

    /// <summary>Everything that is wrong, with its count: "3 lost", "ledger not balanced". Empty when all money is accounted for.</summary>
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

    /// <summary>Every kind of violation with its count, zeros included.</summary>
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

/// <summary>Whether the money is accounted for.</summary>
internal enum MoneyState
{
    NotReconciled,
    Clean,
    Wrong,
}
