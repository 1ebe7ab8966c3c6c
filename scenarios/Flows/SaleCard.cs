using PspLoad.Core.Load;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>A customer pays with a card; the PSP captures at once.</summary>
public sealed class SaleCard(Shop shop) : IFlow
{
    private const int Pay = 0;

    public string Name => "sale-card";

    public IReadOnlyList<string> Steps { get; } = ["pay"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;

        await customer.StepAsync(Pay, order.Sale(customer.Card()), Expect.Sold(order.Amount));
    }
}
