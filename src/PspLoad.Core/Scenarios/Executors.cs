namespace PspLoad.Core.Scenarios;

/// <summary>k6's names for the ways to start iterations.</summary>
public static class Executors
{
    /// <summary>Open model, one rate.</summary>
    public const string ConstantArrivalRate = "constant-arrival-rate";

    /// <summary>Open model, stages.</summary>
    public const string RampingArrivalRate = "ramping-arrival-rate";

    /// <summary>Closed model, one number of virtual users.</summary>
    public const string ConstantVus = "constant-vus";

    /// <summary>Closed model, stages.</summary>
    public const string RampingVus = "ramping-vus";

    public static IReadOnlyList<string> All { get; } = [ConstantArrivalRate, RampingArrivalRate, ConstantVus, RampingVus];

    /// <summary>Arrivals follow a timetable, independent of how the server performs.</summary>
    public static bool IsOpen(string executor) => executor is ConstantArrivalRate or RampingArrivalRate;

    public static bool IsRamping(string executor) => executor is RampingArrivalRate or RampingVus;
}
