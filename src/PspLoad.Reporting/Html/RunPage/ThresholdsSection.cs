using PspLoad.Core.Results;
using PspLoad.Reporting.Wording;

namespace PspLoad.Reporting.Html.RunPage;

/// <summary>Thresholds of the scenario and the measured values.</summary>
internal static class ThresholdsSection
{
    public static Markup Of(RunDocument run) =>
        run.Thresholds.Count == 0
            ? Markup.None
            : $"""
                <section class="brief" aria-labelledby="thresholds"><h2 id="thresholds">Thresholds</h2>
                <div class="scroll"><table class="narrow">
                <thead><tr><th>met</th><th>condition</th><th class="number">measured</th></tr></thead>
                <tbody>
                {run.Thresholds.Select(Row)}
                </tbody></table></div></section>
                """;

    private static Markup Row(ThresholdPart threshold) =>
        $"""
            <tr class="{(threshold.Passed ? "good" : "bad")}"><td>{(
                threshold.Passed ? "✓ yes" : "✗ no"
            )}</td><td><code>{threshold.Expression}</code></td><td class="number">{ThresholdText.Actual(threshold)}</td></tr>

            """;
}
