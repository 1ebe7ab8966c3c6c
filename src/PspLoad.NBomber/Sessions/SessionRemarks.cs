using System.Globalization;
using PspLoad.Core.Results;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;

namespace PspLoad.NBomber.Sessions;

/// <summary>Remarks for the reader on a load driven by NBomber, including whether NBomber's own report agrees with it.</summary>
public static class SessionRemarks
{
    /// <summary>Share of the planned arrivals that NBomber has to start; below it the run is INVALID.</summary>
    private const double EnoughArrivals = 0.95;

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
        yield return Counts(result, session.Counts);
    }

    private static FindingPart Arrivals(LoadResult result)
    {
        var (planned, started) = (result.Measured.Planned, result.Measured.Arrivals.Scheduled);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"NBomber started {started} of {planned:0} planned arrivals, each second's at random moments of it"
        );
        return started < EnoughArrivals * planned
            ? new FindingPart(FindingId.NBomberArrivals, Severity.Invalid, $"{text}; free the machine or lower the rate")
            : new FindingPart(FindingId.NBomberArrivals, Severity.Info, text);
    }

    private static FindingPart Counts(LoadResult result, NBomberCounts? counts)
    {
        var severity = result.Interrupted ? Severity.Warning : Severity.Invalid;
        if (counts is null)
            return new FindingPart(FindingId.NBomberCounts, severity, "NBomber ended without a report to compare with");
        var differences = Differences(result.Measured, counts).ToList();
        return differences.Count == 0
            ? new FindingPart(
                FindingId.NBomberCounts,
                Severity.Info,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"NBomber's own report counts the same: {counts.Ok} iterations ok, {counts.Failed} failed, {counts.Steps.Values.Sum()} steps"
                )
            )
            : new FindingPart(FindingId.NBomberCounts, severity, $"NBomber's own report counts otherwise: {string.Join("; ", differences)}");
    }

    private static IEnumerable<string> Differences(PhaseResult measured, NBomberCounts counts)
    {
        var arrivals = measured.Arrivals;
        var failed = arrivals.Failed + arrivals.TimedOut + arrivals.Dropped;
        if (counts.Ok != arrivals.Completed)
            yield return string.Create(CultureInfo.InvariantCulture, $"{counts.Ok} ok, recorded {arrivals.Completed}");
        if (counts.Failed != failed)
            yield return string.Create(CultureInfo.InvariantCulture, $"{counts.Failed} failed, recorded {failed}");
        foreach (var flow in measured.Flows)
        {
            foreach (var step in flow.Steps)
            {
                var theirs = counts.Steps.GetValueOrDefault(NBomberCounts.StepName(flow.Name, step.Name));
                if (theirs != step.Count)
                    yield return string.Create(CultureInfo.InvariantCulture, $"{theirs} × {flow.Name} {step.Name}, recorded {step.Count}");
            }
        }
    }
}
