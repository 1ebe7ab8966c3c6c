using System.Runtime.InteropServices;

namespace PspLoad.NBomber.Sessions;

/// <summary>Counts of the measured phase in NBomber's own report.</summary>
/// <param name="Ok">successes in the scenario's total: iterations, or steps if <paramref name="TotalsSteps"/></param>
/// <param name="Failed">failures in the scenario's total, including dropped iterations</param>
/// <param name="Steps">step name → its ends</param>
/// <param name="TotalsSteps">The scenario's total is the sum of its steps, as it is by default from NBomber 6.6 on.</param>
public sealed record NBomberCounts(long Ok, long Failed, IReadOnlyDictionary<string, StepCounts> Steps, bool TotalsSteps = false)
{
    /// <summary>From this version on, a scenario's total counts steps instead of iterations (its release notes).</summary>
    private static readonly Version s_firstToTotalSteps = new(6, 6);

    /// <summary>
    /// Finds out what a scenario's total counts. NBomber does not say: a scenario without steps and the setting <c>StatsBasedOnIterations</c>
    /// keep the older meaning. So a total that equals the sum of the steps is one.
    /// </summary>
    /// <param name="version">NBomber's version</param>
    /// <param name="ok">successes in the scenario's total</param>
    /// <param name="failed">failures in the scenario's total</param>
    /// <param name="steps">step name → its ends</param>
    public static NBomberCounts Of(Version version, long ok, long failed, IReadOnlyDictionary<string, StepCounts> steps) =>
        new(
            ok,
            failed,
            steps,
            version >= s_firstToTotalSteps && steps.Count > 0 && ok == steps.Values.Sum(step => step.Ok) && failed == steps.Values.Sum(step => step.Failed)
        );

    /// <summary>Name of a flow's step in NBomber's report, which lists the steps of all flows together.</summary>
    public static string StepName(string flow, string step) => $"{flow}: {step}";
}

/// <summary>Ends of one step.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StepCounts(long Ok, long Failed);
