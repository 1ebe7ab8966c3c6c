using PspLoad.Core.Results;
using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Html.Sections;

/// <summary>What the client was told against what the books say.</summary>
internal static class ReconciliationSection
{
    private const int Shown = 50;

    public static Markup Of(RunFolder folder) =>
        folder.Run.Reconciliation is not { } books
            ? Nothing()
            : $"""
                <section aria-labelledby="money"><h2 id="money">Money</h2>
                <p class="{Money.Tone(books)}"><strong>{Money.Tell(books).Text}.</strong></p>
                <div class="scroll"><table class="narrow">
                <thead><tr><th>compared</th><th class="number">operations</th></tr></thead>
                <tbody>
                {Row("acknowledged to the client", books.Acknowledged, isWrong: false)}
                {Row("in the books", books.Stored, isWrong: false)}
                {Row("without an answer at first, resolved afterwards", books.IndeterminateResolved, isWrong: false)}
                {Money.Counts(books).Select(count => Row(count.What, count.Count, isWrong: count.Count > 0))}
                </tbody></table></div>
                <p>Debits and credits are {(books.LedgerBalanced ? "equal in every currency" : "NOT equal")}.{books.ReplicaAgrees switch
                {
                    true => " Primary and replica hold the same.",
                    false => " Primary and replica DIFFER.",
                    null => "",
                }}</p>
                {(folder.Violations.Count > 0 ? Violations(folder) : Markup.None)}
                </section>
                """;

    private static Markup Nothing() =>
        $"""<section aria-labelledby="money"><h2 id="money">Money</h2><p>This run had no books to be reconciled with.</p></section>""";

    private static Markup Row(string what, long count, bool isWrong) =>
        $"""<tr class="{(isWrong ? "bad" : "")}"><td>{what}</td><td class="number">{Humane.Count(count)}</td></tr>""";

    private static Markup Violations(RunFolder folder) =>
        $"""
            <h3>What is wrong</h3>
            {folder.Violations.Take(Shown).Select(Violation)}
            {(folder.Violations.Count > Shown ? Rest() : Markup.None)}
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
