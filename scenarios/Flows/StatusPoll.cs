using PspLoad.Core.Load;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>A cautious shop: it pays, then reads the payment three times.</summary>
public sealed class StatusPoll(Shop shop) : IFlow
{
    private const int Pay = 0,
        Look = 1;

    public string Name => "status-poll";

    public IReadOnlyList<string> Steps { get; } = ["pay", "look"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;

        if (await customer.StepAsync(Pay, order.Sale(customer.Card()), Expect.Sold(order.Amount)) is null)
            return;

        for (var time = 0; time < 3; time++)
        {
            await customer.ThinkAsync(seconds: 1);
            if (await customer.LookAsync(Look, Expect.Sold(order.Amount) with { Status = 200 }) is null)
                return;
        }
    }
}
