using PspLoad.Core.Load;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>A customer stores a card at the PSP, then pays with its token.</summary>
public sealed class SaleToken(Shop shop) : IFlow
{
    private const int Store = 0,
        Pay = 1;

    public string Name => "sale-token";

    public IReadOnlyList<string> Steps { get; } = ["store card", "pay"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;

        if (await customer.StepAsync(Store, order.Token(customer.Card()), Expect.Token) is not { Token: { } token })
            return;

        await customer.ThinkAsync(seconds: 2);
        await customer.StepAsync(Pay, order.Sale(token), Expect.Sold(order.Amount));
    }
}
