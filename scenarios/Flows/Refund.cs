using PspLoad.Core.Load;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>A customer pays and returns goods: everything at once, one article, or one article after the other.</summary>
public sealed class Refund(Shop shop) : IFlow
{
    private const int Pay = 0,
        RefundAll = 1,
        RefundPart = 2,
        RefundAgain = 3;

    public string Name => "refund";

    public IReadOnlyList<string> Steps { get; } = ["pay", "refund", "refund part", "refund again"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;
        var parcels = customer.Random.Next(3);

        if (await customer.StepAsync(Pay, order.Sale(customer.Card()), Expect.Sold(order.Amount)) is null)
            return;

        await customer.ThinkAsync(seconds: 3);
        if (parcels == 0)
        {
            await customer.StepAsync(RefundAll, order.Refund(order.Amount), Expect.Refunded(order.Amount, of: order.Amount));
            return;
        }

        var part = customer.Random.NextInt64(1, order.Amount / 2 + 1);
        if (await customer.StepAsync(RefundPart, order.Refund(part), Expect.Refunded(part, of: order.Amount)) is null || parcels == 1)
            return;

        await customer.ThinkAsync(seconds: 2);
        if (await customer.StepAsync(RefundAgain, order.Refund(part), Expect.Refunded(2 * part, of: order.Amount)) is null || order.Amount == 2 * part)
            return;

        await customer.ThinkAsync(seconds: 2);
        await customer.StepAsync(RefundAgain, order.Refund(order.Amount - 2 * part), Expect.Refunded(order.Amount, of: order.Amount));
    }
}
