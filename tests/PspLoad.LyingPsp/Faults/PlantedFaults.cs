namespace PspLoad.LyingPsp.Faults;

/// <summary>All planted faults.</summary>
internal static class PlantedFaults
{
    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        .. LostCommits.All,
        .. BrokenRetries.All,
        .. MixedRequests.All,
        .. BrokenRules.All,
        .. WrongCharges.All,
        .. FalseAnswers.All,
        .. BrokenLedger.All,
        .. WrongSettlements.All,
        .. LateWork.All,
    ];

    /// <exception cref="InvalidOperationException">there is no such fault</exception>
    public static PlantedFault Find(string name) => All.Single(fault => fault.Name == name);
}
