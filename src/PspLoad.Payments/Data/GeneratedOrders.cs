namespace PspLoad.Payments.Data;

/// <summary>
/// Generates orders like those of a shop: log-normal amounts (median 35.00, one in a hundred above 400.00), mostly in euros. Yen have no decimals, Kuwaiti
/// dinars three, so a PSP that shifts the point is found.
/// </summary>
public sealed class GeneratedOrders : IOrderFeed
{
    private const double LogMedian = 8.16,
        LogSigma = 1.05;
    private const long Least = 100,
        Most = 500_000;

    public OrderData Draw(Random random)
    {
        // Box and Muller (1958).
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        // The size of a minor unit next to a cent: a yen is worth about 0.6 cents, a fils about 0.3.
        var (currency, perCent) = random.Next(20) switch
        {
            0 or 1 => ("USD", 1),
            2 => ("GBP", 1),
            3 => ("CHF", 1),
            4 => ("JPY", 1.6),
            5 => ("KWD", 3),
            _ => ("EUR", 1),
        };
        return new OrderData((long)(Math.Clamp(Math.Exp(LogMedian + LogSigma * normal), Least, Most) * perCent), currency);
    }
}
