namespace PspLoad.Core.Scenarios;

/// <summary>The faults that a scenario may name.</summary>
/// <param name="all">in display order</param>
public sealed class FaultCatalogue(IReadOnlyList<FaultDefinition> all)
{
    public IReadOnlyList<FaultDefinition> All => all;

    public IReadOnlyList<string> Names { get; } = [.. all.Select(fault => fault.Name)];

    /// <returns>the fault, or null if the name is unknown</returns>
    public FaultDefinition? Find(string name) => all.FirstOrDefault(fault => fault.Name == name);
}
