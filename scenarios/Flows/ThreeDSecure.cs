using PspLoad.Core.Load;
using PspLoad.Payments.Data;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>The issuer asks the cardholder to authenticate; one in ten fails.</summary>
public sealed class ThreeDSecure(Shop shop) : IFlow
{
    private const int Pay = 0,
        Authenticate = 1,
        FailToAuthenticate = 2;

    public string Name => "three-d-secure";

    public IReadOnlyList<string> Steps { get; } = ["pay", "authenticate", "fail to authenticate"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;
        var succeeds = customer.Random.Next(10) > 0;

        if (await customer.StepAsync(Pay, order.Sale(NamedCards.Challenge), Expect.Challenge) is null)
            return;

        await customer.ThinkAsync(seconds: 5);
        if (succeeds)
            await customer.StepAsync(Authenticate, order.Authenticate(), Expect.Sold(order.Amount) with { Status = 200 });
        else
            await customer.StepAsync(FailToAuthenticate, order.FailAuthentication(), Expect.Declined("authentication_failed"));
    }
}
