using PspLoad.Core.Load;
using PspLoad.Payments.Client;
using PspLoad.Payments.Data;

namespace PspLoad.Payments.Flows;

/// <summary>What all flows of a run share.</summary>
public sealed record Shop
{
    /// <summary>Begins the names of all orders of the run: letters only (see <see cref="RunName"/>), so that no two runs at one PSP share a
    /// name or a key.</summary>
    public required string Run { get; init; }

    public required PspClient Psp { get; init; }

    public IOrderFeed Orders { get; init; } = new GeneratedOrders();

    /// <summary>Multiplies every think time; 0 for none.</summary>
    public double ThinkTime { get; init; } = 1;

    /// <summary>Someone who comes in, with an order and a card of their own.</summary>
    public Customer Serve(IIteration iteration) => new(this, iteration);
}
