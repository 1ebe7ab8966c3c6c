using System.Globalization;
using PspLoad.Core.Results;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;

namespace PspLoad.NBomber.Sessions;

/// <summary>Remarks for the reader on a load driven by NBomber, including whether NBomber's own report agrees with it.</summary>
public static class SessionRemarks
{
    /// <summary>Share of the planned arrivals that NBomber has to start; below it, and above its inverse, the run is INVALID.</summary>
    private const double EnoughArrivals = 0.95;

    /// <summary>NBomber's report may have many metrics of its own; its files have all of them.</summary>
    private const int MostMetrics = 12;

    /// <returns>the result with the remarks added</returns>
    public static LoadResult AddTo(LoadResult result, NBomberSession session)
    {
        var remarks = All(result, session).ToLookup(remark => remark.Severity == Severity.Invalid);
        return result with { InvalidReasons = [.. result.InvalidReasons, .. remarks[true]], Remarks = [.. remarks[false]] };
    }

    private static IEnumerable<FindingPart> All(LoadResult result, NBomberSession session)
    {
        yield return new FindingPart(
            FindingId.NBomberResponseTime,
            Severity.Info,
            $"driven by NBomber {session.Version}: response time starts at the actual send, because NBomber tells no intended start; "
                + "a late injector shows nowhere, and its lag reads next to 0"
        );
        if (result.Model is OpenModel)
        {
            yield return Arrivals(result);
            yield return new FindingPart(
                FindingId.NBomberInFlight,
                Severity.Info,
                "NBomber has no limit of iterations in flight; PspLoad kept maxInFlight, and NBomber's report counts what it dropped as failures"
            );
        }
        yield return new FindingPart(
            FindingId.NBomberRates,
            Severity.Info,
            "NBomber's own report gives requests a second over the planned duration, not over the time that passed; "
                + "its stop after 5,000 failures was switched off"
        );
        yield return session.IsNode
            ? new FindingPart(
                FindingId.NBomberCounts,
                Severity.Warning,
                "NBomber ran as a node of a cluster; its counts may be those of all nodes and were not compared"
            )
            : Counts(result, session.Counts);
        if (Replaced(result, session.Replaced) is { } replaced)
            yield return replaced;
        if (session.ConsoleWarning is { } warning)
            yield return new FindingPart(FindingId.NBomberConsole, Severity.Info, warning);
        foreach (var told in session.Report is { } report ? Told(report) : [])
            yield return told;
    }

    private static FindingPart? Replaced(LoadResult result, IReadOnlyList<string> differences) =>
        differences.Count == 0
            ? null
            : new FindingPart(
                FindingId.NBomberSimulations,
                result.Interrupted ? Severity.Warning : Severity.Invalid,
                $"NBomber ran other simulations than planned: {string.Join("; ", differences)}; " + "take the load settings out of the file of --nbomber-config"
            );

    private static IEnumerable<FindingPart> Told(SessionReport report)
    {
        yield return new FindingPart(
            FindingId.NBomberSession,
            Severity.Info,
            $"NBomber's session is {report.SessionId}, its test suite {report.TestSuite}, its test name {report.TestName}"
        );
        foreach (var threshold in report.Thresholds)
        {
            var subject = threshold.Step.Length > 0 ? $"step {threshold.Step}" : $"scenario {threshold.Scenario}";
            yield return new FindingPart(
                FindingId.NBomberThreshold,
                threshold.IsFailed ? Severity.Warning : Severity.Info,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(threshold.IsFailed ? "FAILED" : "passed")} in NBomber: {threshold.Expression} of {subject}"
                        + $"{(threshold.ErrorCount > 0 ? $", not met in {threshold.ErrorCount} checks" : "")}"
                        + $"{(threshold.Exception.Length > 0 ? $" ({OneLine(threshold.Exception)})" : "")}; it does not change the exit code"
                )
            );
        }
        if (report.Metrics.Count > 0)
        {
            var shown = report
                .Metrics.Take(MostMetrics)
                .Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value:0.###} {metric.Unit}").Trim());
            var rest = report.Metrics.Count > MostMetrics ? $", and {report.Metrics.Count - MostMetrics} more in its report" : "";
            yield return new FindingPart(FindingId.NBomberMetrics, Severity.Info, $"NBomber's metrics at the end: {string.Join(", ", shown)}{rest}");
        }
    }

    private static string OneLine(string text) => text.Split('\n')[0].Trim();

    private static FindingPart Arrivals(LoadResult result)
    {
        var (planned, started) = (result.Measured.Planned, result.Measured.Arrivals.Scheduled);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"NBomber started {started} of {planned:0} planned arrivals, each second's at random moments of it"
        );
        return started < EnoughArrivals * planned ? new FindingPart(FindingId.NBomberArrivals, Severity.Invalid, $"{text}; free the machine or lower the rate")
            : started > planned / EnoughArrivals
                ? new FindingPart(FindingId.NBomberArrivals, Severity.Invalid, $"{text}; nothing that PspLoad plans starts more")
            : new FindingPart(FindingId.NBomberArrivals, Severity.Info, text);
    }

    private static FindingPart Counts(LoadResult result, NBomberCounts? counts)
    {
        var severity = result.Interrupted ? Severity.Warning : Severity.Invalid;
        if (counts is null)
            return new FindingPart(FindingId.NBomberCounts, severity, "NBomber ended without a report to compare with");
        var differences = Differences(result.Measured, counts).ToList();
        if (differences.Count > 0)
            return new FindingPart(FindingId.NBomberCounts, severity, $"NBomber's own report counts otherwise: {string.Join("; ", differences)}");
        var ends = counts.Steps.Values;
        var text = counts.TotalsSteps
            ? $"NBomber's own report counts the same: {ends.Sum(step => step.Ok)} steps ok, {ends.Sum(step => step.Failed)} failed; "
                + "from 6.6 on, its total of a scenario counts steps, and no figure counts iterations"
            : $"NBomber's own report counts the same: {counts.Ok} iterations ok, {counts.Failed} failed, {ends.Sum(step => step.Ok + step.Failed)} steps";
        return new FindingPart(FindingId.NBomberCounts, Severity.Info, text);
    }

    /// <summary>Steps are compared in every version; iterations where NBomber counts them.</summary>
    private static IEnumerable<string> Differences(PhaseResult measured, NBomberCounts counts)
    {
        var arrivals = measured.Arrivals;
        var failed = arrivals.Failed + arrivals.TimedOut + arrivals.Dropped;
        if (!counts.TotalsSteps && counts.Ok != arrivals.Completed)
            yield return string.Create(CultureInfo.InvariantCulture, $"{counts.Ok} ok, recorded {arrivals.Completed}");
        if (!counts.TotalsSteps && counts.Failed != failed)
            yield return string.Create(CultureInfo.InvariantCulture, $"{counts.Failed} failed, recorded {failed}");
        foreach (var flow in measured.Flows)
        {
            foreach (var step in flow.Steps)
            {
                var theirs = counts.Steps.GetValueOrDefault(NBomberCounts.StepName(flow.Name, step.Name));
                var failures = step.Errors.Sum(error => error.Count);
                if (theirs.Ok + theirs.Failed != step.Count)
                    yield return string.Create(CultureInfo.InvariantCulture, $"{theirs.Ok + theirs.Failed} × {flow.Name} {step.Name}, recorded {step.Count}");
                else if (theirs.Failed != failures)
                    yield return string.Create(CultureInfo.InvariantCulture, $"{theirs.Failed} failed × {flow.Name} {step.Name}, recorded {failures}");
            }
        }
    }
}
