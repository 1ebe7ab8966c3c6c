using PspLoad.Core.Load;
using PspLoad.Payments.Data;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>The issuer declines; the customer tries another card, and that is declined too.</summary>
public sealed class Declined(Shop shop) : IFlow
{
    private const int Pay = 0,
        PayOtherwise = 1;

    public string Name => "declined";

    public IReadOnlyList<string> Steps { get; } = ["pay", "pay otherwise"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;

        if (await customer.StepAsync(Pay, order.Sale(NamedCards.Decline), Expect.Declined("do_not_honor")) is null)
            return;

        order.StartAgain();
        await customer.ThinkAsync(seconds: 4);
        await customer.StepAsync(PayOtherwise, order.Sale(NamedCards.InsufficientFunds), Expect.Declined("insufficient_funds"));
    }
}
