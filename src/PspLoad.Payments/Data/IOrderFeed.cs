namespace PspLoad.Payments.Data;

/// <summary>Where orders come from: a generator or a file. Called by many iterations at once.</summary>
public interface IOrderFeed
{
    /// <param name="random">of the iteration: the same order comes with it for the same seed</param>
    OrderData Draw(Random random);
}

/// <summary>What is in the basket.</summary>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217</param>
public sealed record OrderData(long Amount, string Currency);
