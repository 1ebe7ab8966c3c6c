using PspLoad.Core.Load;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>A subscription: the customer stores a card and authenticates the first payment; the shop starts the next two alone.</summary>
public sealed class MerchantInitiated(Shop shop) : IFlow
{
    private const int Store = 0,
        Pay = 1,
        Authenticate = 2,
        Renew = 3;

    public string Name => "merchant-initiated";

    public IReadOnlyList<string> Steps { get; } = ["store card", "pay", "authenticate", "renew"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;

        if (await customer.StepAsync(Store, order.Token(customer.Card()), Expect.Token) is not { Token: { } token })
            return;

        await customer.ThinkAsync(seconds: 2);
        if (await customer.StepAsync(Pay, order.ChallengedSale(token), Expect.Challenge) is null)
            return;

        await customer.ThinkAsync(seconds: 5);
        if (await customer.StepAsync(Authenticate, order.Authenticate(), Expect.Sold(order.Amount) with { Status = 200 }) is null)
            return;

        for (var period = 0; period < 2; period++)
        {
            order.StartAgain();
            await customer.ThinkAsync(seconds: 3);
            if (await customer.StepAsync(Renew, order.MerchantSale(token), Expect.Sold(order.Amount)) is null)
                return;
        }
    }
}
