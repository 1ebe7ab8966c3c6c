using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Html.RunPage;

/// <summary>All flows with their steps and errors.</summary>
internal static class FlowTable
{
    public static Markup Of(RunDocument run) =>
        $"""
            <section aria-labelledby="flows"><h2 id="flows">Flows and steps</h2>
            <p>{Humane.Count(run.Arrivals.Scheduled)} scheduled = {Humane.Count(run.Arrivals.Completed)} completed + {Humane.Count(
                run.Arrivals.Failed
            )} failed + {Humane.Count(run.Arrivals.TimedOut)} timed out + {Humane.Count(run.Arrivals.Dropped)} dropped.</p>
            <div class="scroll"><table>
            {TableHeader.Of(["flow, step"], ["ended", "errors", "p50", "p95", "p99", "p99.9", "max"])}
            <tbody>
            {run.Flows.Select(Flow)}
            {Total(run)}
            </tbody></table></div>
            {(run.Flows.Any(flow => flow.Errors.Count > 0) ? Errors(run) : Markup.None)}
            </section>
            """;

    private static Markup Flow(FlowPart flow) =>
        $"""
            <tr class="flow"><th scope="row">{flow.Name}</th>{Cells(
                flow.Arrivals.Scheduled,
                flow.Arrivals.Scheduled - flow.Arrivals.Completed,
                flow.ResponseTimeMs
            )}</tr>
            {flow.Steps.Select(Step)}
            """;

    private static Markup Step(StepPart step) =>
        $"""
            <tr class="step"><td>{step.Name}</td>{Cells(step.Count, step.Errors, step.ResponseTimeMs)}</tr>

            """;

    private static Markup Total(RunDocument run) =>
        $"""
            <tr class="total"><th scope="row">all iterations</th>{Cells(
                run.Arrivals.Scheduled,
                run.Arrivals.Scheduled - run.Arrivals.Completed,
                run.ResponseTimeMs
            )}</tr>
            """;

    private static Markup Cells(long count, long errors, TimesPart times) =>
        $"{new[]
        {
            Humane.Count(count),
            errors == 0 ? "0" : $"{Humane.Count(errors)} ({Humane.Share(errors, count)})",
            Humane.Time(times.P50),
            Humane.Time(times.P95),
            Humane.Time(times.P99),
            Humane.Time(times.P999),
            Humane.Time(times.Max),
        }.Select(Number)}";

    private static Markup Number(string text) => $"""<td class="number">{text}</td>""";

    private static Markup Errors(RunDocument run) =>
        $"""
            <h3>Errors</h3>
            <div class="scroll"><table>
            {TableHeader.Of(["flow", "kind"], ["count"], "examples")}
            <tbody>
            {run.Flows.SelectMany(flow => flow.Errors.OrderByDescending(error => error.Count).Select(error => Error(flow, error)))}
            </tbody></table></div>
            """;

    private static Markup Error(FlowPart flow, ErrorPart error) =>
        $"""
            <tr><td>{flow.Name}</td><td>{error.Kind.Label()}</td><td class="number">{Humane.Count(error.Count)}</td><td class="long">{string.Join(
                " · ",
                error.Examples
            )}</td></tr>

            """;
}
