namespace PspLoad.Capacity.Scalability;

/// <summary>One measurement in the closed model.</summary>
/// <param name="Users">virtual users at once</param>
/// <param name="Tps">iterations a second that completed</param>
public sealed record ScalabilityPoint(double Users, double Tps);
