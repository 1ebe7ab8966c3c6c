namespace PspLoad.Payments.Data;

/// <summary>Generates orders like those of a shop: log-normal amounts (median 35.00, one in a hundred above 400.00), mostly in euros.</summary>
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
        var amount = (long)Math.Clamp(Math.Exp(LogMedian + LogSigma * normal), Least, Most);
        return new OrderData(
            amount,
            random.Next(10) switch
            {
                0 => "USD",
                1 => "GBP",
                2 => "CHF",
                _ => "EUR",
            }
        );
    }
}
