using PspLoad.Core.Results;

namespace PspLoad.Reporting.Html.Sections;

/// <summary>The exact command.</summary>
internal static class ReproduceSection
{
    public static Markup Of(RunDocument run) =>
        $"""
            <section aria-labelledby="reproduce"><h2 id="reproduce">How to reproduce</h2>
            <pre><code>{(
                run.Provenance.Commit is { } commit ? $"git checkout {commit.Replace("-dirty", "", StringComparison.Ordinal)}\n" : ""
            )}{run.Provenance.Command}</code></pre>
            <p>Seed {run.Seed}, executor <code>{run.Executor}</code>. The scenario as it was run is in <code>{ResultFiles.Scenario}</code>, every figure in <code>{ResultFiles.Run}</code>, every second in <code>{ResultFiles.Intervals}</code>, the figures of each chart in <code>charts/*.csv</code>.</p>
            </section>
            """;
}
