namespace PspLoad.NBomber.Sessions;

/// <summary>What NBomber's own report counted of the measured phase.</summary>
/// <param name="Ok">iterations</param>
/// <param name="Failed">iterations, those that were dropped included</param>
/// <param name="Steps">name → ends, however they ended</param>
public sealed record NBomberCounts(long Ok, long Failed, IReadOnlyDictionary<string, long> Steps)
{
    /// <summary>Name of a flow's step in NBomber's report, where steps of all flows stand in one list.</summary>
    public static string StepName(string flow, string step) => $"{flow}: {step}";
}
