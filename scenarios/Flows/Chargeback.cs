using PspLoad.Core.Load;
using PspLoad.Payments.Client;
using PspLoad.Payments.Data;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>A cardholder disputes a sale. The bank decides when: the shop looks a few times, and after the load the books are compared.</summary>
public sealed class Chargeback(Shop shop) : IFlow
{
    private const int Pay = 0,
        Look = 1,
        Looks = 4;

    public string Name => "chargeback";

    public IReadOnlyList<string> Steps { get; } = ["pay", "look"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;

        if (await customer.StepAsync(Pay, order.Sale(NamedCards.Chargeback), Expect.Sold(order.Amount)) is null)
            return;

        var paid = Expect.Sold(order.Amount) with { Status = 200, OrState = PaymentStates.ChargedBack };
        for (var look = 0; look < Looks; look++)
        {
            await customer.ThinkAsync(seconds: 1);
            if (await customer.LookAsync(Look, paid) is not { State: PaymentStates.Captured })
                return;
        }
    }
}
