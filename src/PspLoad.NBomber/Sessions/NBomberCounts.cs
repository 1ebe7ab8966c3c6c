namespace PspLoad.NBomber.Sessions;

/// <summary>Counts of the measured phase in NBomber's own report.</summary>
/// <param name="Ok">successful iterations</param>
/// <param name="Failed">failed iterations, including dropped ones</param>
/// <param name="Steps">step name → number of ends, with any outcome</param>
public sealed record NBomberCounts(long Ok, long Failed, IReadOnlyDictionary<string, long> Steps)
{
    /// <summary>Name of a flow's step in NBomber's report, which lists the steps of all flows together.</summary>
    public static string StepName(string flow, string step) => $"{flow}: {step}";
}
