using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Html.Sections;

/// <summary>What was broken and what that did.</summary>
internal static class FaultsSection
{
    public static Markup Of(RunDocument run) =>
        run.Faults.Count == 0
            ? Markup.None
            : $"""
                <section class="brief" aria-labelledby="faults"><h2 id="faults">Faults</h2>
                <p>Failed and indeterminate are counted from the injection until the service was back.</p>
                <div class="scroll"><table>
                <thead><tr><th>fault</th><th>host</th><th class="number">injected at</th><th class="number">first error after</th><th class="number">back after</th><th class="number">failed</th><th class="number">indeterminate</th><th class="number">slow</th><th class="number">missing</th></tr></thead>
                <tbody>
                {run.Faults.Select(Row)}
                </tbody></table></div></section>
                """;

    private static Markup Row(FaultPart fault) =>
        $"""
            <tr><th scope="row">{fault.Name}</th><td>{fault.Target}</td><td class="number">{Humane.Seconds(fault.InjectedAtSeconds)} ± {Humane.Seconds(
                fault.UncertaintySeconds
            )}</td>
            <td class="number">{(fault.FirstErrorAfterSeconds is { } first ? Humane.Seconds(first) : "no error")}</td>
            <td class="number">{(
                fault.RecoveredAfterSeconds is { } after
                    ? after == 0
                        ? "never away"
                        : Humane.Seconds(after)
                    : "not back"
            )}</td>
            <td class="number">{Humane.Count(fault.FailedInWindow)}</td><td class="number">{Humane.Count(
                fault.IndeterminateInWindow
            )}</td><td class="number">{Humane.Count(fault.SlowInWindow)}</td><td class="number">{Humane.Count(fault.MissingInWindow)}</td></tr>

            """;
}
