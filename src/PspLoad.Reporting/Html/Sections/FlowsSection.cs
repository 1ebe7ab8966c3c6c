using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Html.Sections;

/// <summary>Every flow with its steps and errors.</summary>
internal static class FlowsSection
{
    public static Markup Of(RunDocument run) =>
        $"""
            <section aria-labelledby="flows"><h2 id="flows">Flows and steps</h2>
            <p>{Humane.Count(run.Arrivals.Scheduled)} scheduled = {Humane.Count(run.Arrivals.Completed)} completed + {Humane.Count(
                run.Arrivals.Failed
            )} failed + {Humane.Count(run.Arrivals.TimedOut)} timed out + {Humane.Count(run.Arrivals.Dropped)} dropped.</p>
            <div class="scroll"><table>
            <thead><tr><th>flow, step</th><th class="number">ended</th><th class="number">errors</th><th class="number">p50</th><th class="number">p95</th><th class="number">p99</th><th class="number">p99.9</th><th class="number">max</th></tr></thead>
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
        $"""<td class="number">{Humane.Count(count)}</td><td class="number">{(errors == 0 ? "0" : $"{Humane.Count(errors)} ({Humane.Share(errors, count)})")}</td>{new[] { times.P50, times.P95, times.P99, times.P999, times.Max }.Select(Time)}""";

    private static Markup Time(double milliseconds) => $"""<td class="number">{Humane.Time(milliseconds)}</td>""";

    private static Markup Errors(RunDocument run) =>
        $"""
            <h3>Errors</h3>
            <div class="scroll"><table>
            <thead><tr><th>flow</th><th>kind</th><th class="number">count</th><th>examples</th></tr></thead>
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
