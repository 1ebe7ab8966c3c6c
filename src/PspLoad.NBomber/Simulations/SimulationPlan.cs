namespace PspLoad.NBomber.Simulations;

/// <summary>A load as NBomber's simulations. The warm-up is a scenario of its own, so that NBomber's report counts it apart, too.</summary>
/// <param name="WarmUp">empty when there is none</param>
/// <param name="Measured">begins with a pause while the warm-up runs</param>
public sealed record SimulationPlan(IReadOnlyList<SimulationStep> WarmUp, IReadOnlyList<SimulationStep> Measured);
