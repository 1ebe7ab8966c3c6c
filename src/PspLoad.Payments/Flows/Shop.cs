using PspLoad.Core.Load;
using PspLoad.Payments.Client;
using PspLoad.Payments.Data;

namespace PspLoad.Payments.Flows;

/// <summary>What all flows of a run share.</summary>
public sealed record Shop
{
    /// <summary>Prefix of all order names (see <see cref="RunName"/>). It keeps the names and keys of two runs at one PSP apart.</summary>
    public required string Run { get; init; }

    public required PspClient Psp { get; init; }

    public IOrderFeed Orders { get; init; } = new GeneratedOrders();

    /// <summary>Factor for every think time; 0 removes them.</summary>
    public double ThinkTime { get; init; } = 1;

    /// <summary>Starts an iteration: a customer with an order and a card.</summary>
    public Customer Serve(IIteration iteration) => new(this, iteration);
}
