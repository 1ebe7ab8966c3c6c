using PspLoad.Core.Load;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>The shop authorises, the customer cancels the order, and the shop voids the authorisation.</summary>
public sealed class AuthoriseVoid(Shop shop) : IFlow
{
    private const int Authorise = 0,
        Void = 1;

    public string Name => "authorise-void";

    public IReadOnlyList<string> Steps { get; } = ["authorise", "void"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;

        if (await customer.StepAsync(Authorise, order.Authorize(customer.Card()), Expect.Authorized(order.Amount)) is null)
            return;

        await customer.ThinkAsync(seconds: 3);
        await customer.StepAsync(Void, order.Void(), Expect.Voided);
    }
}
