namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>The book in figures.</summary>
/// <param name="Epoch">see <see cref="BookLine"/></param>
/// <param name="Entries">operations booked</param>
/// <param name="Attempts">requests received, including repeated, conflicting and unbooked ones</param>
/// <param name="Charges">operations that took place</param>
/// <param name="Conflicts">requests that reused a reference for something else</param>
/// <param name="Currencies">by ISO 4217 code</param>
public sealed record BookSummary(
    string Epoch,
    int Entries,
    long Attempts,
    long Charges,
    long Conflicts,
    IReadOnlyDictionary<string, CurrencyTotals> Currencies
);

/// <summary>Totals by kind of operation, in minor units.</summary>
/// <param name="Authorized">approved authorizes and sales</param>
/// <param name="Captured">approved captures and sales</param>
/// <param name="Voided">released authorisations and reversed sales</param>
/// <param name="Refunded">approved refunds</param>
/// <param name="ChargedBack">chargebacks</param>
public sealed record CurrencyTotals(long Authorized, long Captured, long Voided, long Refunded, long ChargedBack)
{
    public static readonly CurrencyTotals Zero = new(0, 0, 0, 0, 0);
}
