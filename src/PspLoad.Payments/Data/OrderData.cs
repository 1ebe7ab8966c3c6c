namespace PspLoad.Payments.Data;

/// <summary>What is in the basket.</summary>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217</param>
public sealed record OrderData(long Amount, string Currency);
