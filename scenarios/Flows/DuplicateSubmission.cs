using PspLoad.Core.Load;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>A double click: the same payment is sent twice at once under one key, and once more a little later. The card is charged once.</summary>
public sealed class DuplicateSubmission(Shop shop) : IFlow
{
    private const int Pay = 0,
        PayAtOnce = 1,
        PayLater = 2;

    public string Name => "duplicate-submission";

    public IReadOnlyList<string> Steps { get; } = ["pay", "pay at once", "pay later"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;
        var sale = order.Sale(customer.Card());

        if (await customer.TwiceAsync(Pay, PayAtOnce, sale, Expect.Sold(order.Amount) with { OrInProgress = true }) is null)
            return;

        await customer.ThinkAsync(seconds: 2);
        await customer.StepAsync(PayLater, sale, Expect.Sold(order.Amount));
    }
}
