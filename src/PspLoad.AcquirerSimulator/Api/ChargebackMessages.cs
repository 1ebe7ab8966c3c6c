using PspLoad.AcquirerSimulator.Booking;

namespace PspLoad.AcquirerSimulator.Api;

/// <summary>Chargebacks that the PSP has not accepted, oldest first.</summary>
public sealed record ChargebackList(IReadOnlyList<ChargebackResponse> Data);

/// <param name="Reference"><c>cbk_</c> and 32 hexadecimal digits of a UUID</param>
/// <param name="Parent">the PSP's reference of the sale or authorisation</param>
/// <param name="OrderId">the order</param>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217 code</param>
/// <param name="At">when the bank took the money back</param>
public sealed record ChargebackResponse(string Reference, string Parent, string? OrderId, long Amount, string Currency, DateTimeOffset At)
{
    public static ChargebackResponse From(BookEntry entry) => new(entry.Reference, entry.Parent!, entry.OrderId, entry.Amount, entry.Currency!, entry.At);
}

/// <summary>Body of POST /admin/chargebacks.</summary>
public sealed record ChargebackRequest
{
    /// <summary>The PSP's reference of the sale or authorisation.</summary>
    public string? Parent { get; init; }
}
