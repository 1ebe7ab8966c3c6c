namespace PspLoad.Capacity.Scalability;

/// <summary>One measurement in the closed model.</summary>
/// <param name="Users">concurrent virtual users</param>
/// <param name="Tps">completed iterations per second</param>
public sealed record ScalabilityPoint(double Users, double Tps);
