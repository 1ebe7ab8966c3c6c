namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>The acquirer's list of chargebacks that were not accepted.</summary>
public sealed record AcquirerChargebacks(IReadOnlyList<AcquirerChargeback> Data);

/// <summary>A chargeback at the acquirer.</summary>
/// <param name="Reference"><c>cbk_</c> and 32 hexadecimal digits of a UUID</param>
/// <param name="Parent">our reference of the sale or authorisation</param>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217 code</param>
public sealed record AcquirerChargeback(string Reference, string Parent, long Amount, string Currency);
