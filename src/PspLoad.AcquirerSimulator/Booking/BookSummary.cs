namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>The book in figures.</summary>
/// <param name="Entries">operations booked</param>
/// <param name="Attempts">requests that came, repeated, in conflict and unbooked ones included</param>
/// <param name="Charges">operations that took place</param>
/// <param name="Conflicts">requests that used a known reference for something else</param>
/// <param name="Currencies">by ISO 4217 code</param>
public sealed record BookSummary(int Entries, long Attempts, long Charges, long Conflicts, IReadOnlyDictionary<string, CurrencyTotals> Currencies);
