namespace PspLoad.Reporting.Html.RunPage;

/// <summary>Explains the terms of the page.</summary>
internal static class LegendSection
{
    private static readonly (string Term, string Meaning)[] s_terms =
    [
        ("iteration", "one execution of a flow: one customer's payment story"),
        ("response time", "from the intended start of an iteration to its end. It includes the waiting that a slow service causes (no coordinated omission)"),
        ("service time", "from the actual start of an iteration to its end"),
        ("injector lag", "how much later than intended an iteration started; it must be small, or the run is INVALID"),
        ("p50, p95, p99", "the time within which 50, 95 or 99 of 100 iterations ended"),
        ("target, achieved", "iterations per second that the scenario asks for, and those that completed without error"),
        ("failed", "ended with a known error: nothing was charged, or the request was refused"),
        ("timed out, indeterminate", "no complete answer in time: neither success nor failure until the request was repeated after the load"),
        ("dropped", "never started, because too many were in flight already"),
        ("slow, missing", "in a fault's window: completed more slowly than the recovery criterion allows; the largest shortfall against the target rate"),
        ("back after", "from the injection to the first moment after which a whole second met the recovery criterion"),
        ("lost", "the client was told that it succeeded, and it is not in the books"),
        ("duplicated", "in the books more than once"),
        ("charged twice", "charged twice at the acquirer for one order"),
        ("phantom", "in the books although nobody asked for it"),
        ("wrong amount, wrong state", "in the books, but not as the client was told"),
        ("unresolved", "still without an answer after the request was repeated: nobody knows whether money moved"),
        ("VALID, INVALID", "the load generator was not disturbed, so the figures describe the service; or it was, and they don't"),
    ];

    public static Markup Of() =>
        $"""
            <section aria-labelledby="legend"><h2 id="legend">Words</h2>
            <dl class="legend">{s_terms.Select(Term)}</dl>
            </section>
            """;

    private static Markup Term((string Term, string Meaning) entry) => $"<dt>{entry.Term}</dt><dd>{entry.Meaning}</dd>";
}
