using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;

namespace PspLoad.Reporting.Html.RunPage;

/// <summary>Compares what the client was told with the books.</summary>
internal static class ReconciliationSection
{
    /// <summary>Orders on the page. The first of them are told in full, the others open by a click.</summary>
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

    private static Markup Violations(RecordedRun recorded)
    {
        var orders = ViolatedOrder.In(recorded.Violations);
        return $"""
            <h3>What is wrong</h3>
            <p>Who said what of each order, and when (UTC, by the clock of each witness). Amounts are in minor units.</p>
            {orders.Take(ViolatedOrder.Told).Select(Story)}
            {orders.Skip(ViolatedOrder.Told).Take(Shown - ViolatedOrder.Told).Select(FoldedStory)}
            {(orders.Count > Shown ? Rest() : Markup.None)}
            """;
    }

    private static Markup Rest() => $"<p>The others are in <code>{ResultFiles.Violations}</code>.</p>";

    private static Markup Story(ViolatedOrder order) =>
        $"""
            <article class="story"><h4>Order <code>{order.OrderId}</code></h4>
            {order.Violations.Select(violation => Paragraph(Violation(violation)))}
            {Facts(order)}</article>

            """;

    private static Markup FoldedStory(ViolatedOrder order) =>
        $"""
            <details class="story"><summary><code>{order.OrderId}</code>: {Violation(order.Violations[0])}</summary>
            {order.Violations.Skip(1).Select(violation => Paragraph(Violation(violation)))}
            {Facts(order)}</details>

            """;

    private static Markup Paragraph(Markup content) => $"<p>{content}</p>";

    private static Markup Violation(ViolationLine violation) =>
        $"""<strong>{violation.Kind.Name()}</strong> {violation.Message}{(violation.Fault is { } fault ? $" (during {fault})" : "")}""";

    private static Markup Facts(ViolatedOrder order) =>
        $"""
            <div class="scroll"><table>
            <thead><tr><th>time</th><th>who</th><th>what</th></tr></thead>
            <tbody>{order.Facts.Select(Fact)}</tbody></table></div>
            """;

    private static Markup Fact(StoryFact fact) =>
        $"""<tr><td class="when">{fact.Time}</td><td class="who">{fact.Who}</td><td class="what">{fact.What}</td></tr>""";
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
