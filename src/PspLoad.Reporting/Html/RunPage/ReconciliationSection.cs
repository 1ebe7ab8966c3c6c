using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;

namespace PspLoad.Reporting.Html.RunPage;

/// <summary>Compares what the client was told with the books.</summary>
internal static class ReconciliationSection
{
    private const int Shown = 50;

    public static Markup Of(RecordedRun recorded) =>
        recorded.Run.Reconciliation is not { } books
            ? Nothing()
            : $"""
                <section aria-labelledby="money"><h2 id="money">Money</h2>
                <p class="{MoneyTone.Of(books)}"><strong>{MoneyText.Line(books)}.</strong></p>
                <div class="scroll"><table class="narrow">
                <thead><tr><th>compared</th><th class="number">operations</th></tr></thead>
                <tbody>
                {Row("acknowledged to the client", books.Acknowledged, isWrong: false)}
                {Row("in the books", books.Stored, isWrong: false)}
                {Row("without an answer at first, resolved afterwards", books.IndeterminateResolved, isWrong: false)}
                {MoneyText.Counts(books).Select(count => Row(count.What, count.Count, isWrong: count.Count > 0))}
                </tbody></table></div>
                <p>Debits and credits are {(books.LedgerBalanced ? "equal in every currency" : "NOT equal")}.{books.ReplicaAgrees switch
                {
                    true => " Primary and replica hold the same.",
                    false => " Primary and replica DIFFER.",
                    null => "",
                }}</p>
                {(recorded.Violations.Count > 0 ? Violations(recorded) : Markup.None)}
                </section>
                """;

    private static Markup Nothing() =>
        $"""<section aria-labelledby="money"><h2 id="money">Money</h2><p>This run had no books to reconcile with.</p></section>""";

    private static Markup Row(string what, long count, bool isWrong) =>
        $"""<tr class="{(isWrong ? "bad" : "")}"><td>{what}</td><td class="number">{Humane.Count(count)}</td></tr>""";

    private static Markup Violations(RecordedRun recorded) =>
        $"""
            <h3>What is wrong</h3>
            {recorded.Violations.Take(Shown).Select(Violation)}
            {(recorded.Violations.Count > Shown ? Rest() : Markup.None)}
            """;

    private static Markup Rest() => $"<p>The others are in <code>{ResultFiles.Violations}</code>.</p>";

    private static Markup Violation(ViolationLine violation) =>
        $"""
            <details><summary><strong>{violation.Kind.Name()}</strong> {violation.OrderId}: {violation.Message}{(
                violation.Fault is { } fault ? $" (during {fault})" : ""
            )}</summary>
            <ol>{violation.Story.Select(Fact)}</ol></details>

            """;

    private static Markup Fact(string fact) => $"<li>{fact}</li>";
}

/// <summary>Class of the page's style for the outcome of the reconciliation.</summary>
internal static class MoneyTone
{
    public static string Of(ReconciliationPart? books) =>
        MoneyText.StateOf(books) switch
        {
            MoneyState.Wrong => "bad",
            MoneyState.Clean => "good",
            _ => "neutral",
        };
}
