using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Html.RunPage;

/// <summary>Faults and what each did.</summary>
internal static class FaultTable
{
    public static Markup Of(RunDocument run) =>
        run.Faults.Count == 0
            ? Markup.None
            : $"""
                <section class="brief" aria-labelledby="faults"><h2 id="faults">Faults</h2>
                <p>Failed and indeterminate are counted from the injection until the service was back.</p>
                <div class="scroll"><table>
                {TableHeader.Of(["fault", "host"], ["injected at", "first error after", "back after", "failed", "indeterminate", "slow", "missing"])}
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
