namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>Money by what happened to it, in minor units.</summary>
/// <param name="Authorized">approved authorizes and sales</param>
/// <param name="Captured">approved captures and sales</param>
/// <param name="Voided">released authorisations and reversed sales</param>
/// <param name="Refunded">approved refunds</param>
public sealed record CurrencyTotals(long Authorized, long Captured, long Voided, long Refunded)
{
    public static readonly CurrencyTotals Zero = new(0, 0, 0, 0);
}
