namespace PspLoad.Payments.Data;

/// <summary>A source of orders: a generator or a file. Thread-safe.</summary>
public interface IOrderFeed
{
    /// <param name="random">random values of the iteration; the same seed gives the same order</param>
    OrderData Draw(Random random);
}

/// <summary>Amount and currency of an order.</summary>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217</param>
public sealed record OrderData(long Amount, string Currency);
