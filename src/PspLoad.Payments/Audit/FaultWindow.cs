namespace PspLoad.Payments.Audit;

/// <summary>When a fault may have been felt, seconds since the measured phase began.</summary>
/// <param name="Name">of the fault</param>
/// <param name="From">injection</param>
/// <param name="To">recovery</param>
public sealed record FaultWindow(string Name, double From, double To);
