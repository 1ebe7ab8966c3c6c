using PspLoad.Core.Load;
using PspLoad.Payments.Flows;

namespace PspLoad.Scenarios.Flows;

/// <summary>The shop authorises at the order and captures at the dispatch: half of the orders in one parcel, half in two.</summary>
public sealed class AuthoriseCapture(Shop shop) : IFlow
{
    private const int Authorise = 0,
        Capture = 1,
        CapturePart = 2,
        CaptureRest = 3;

    public string Name => "authorise-capture";

    public IReadOnlyList<string> Steps { get; } = ["authorise", "capture", "capture part", "capture rest"];

    public async ValueTask RunAsync(IIteration iteration)
    {
        var customer = shop.Serve(iteration);
        var order = customer.Order;
        var inTwoParcels = customer.Random.Next(2) == 0;

        if (await customer.StepAsync(Authorise, order.Authorize(customer.Card()), Expect.Authorized(order.Amount)) is null)
            return;

        await customer.ThinkAsync(seconds: 3);
        if (!inTwoParcels)
        {
            await customer.StepAsync(Capture, order.Capture(order.Amount), Expect.Captured(order.Amount, of: order.Amount));
            return;
        }

        var part = customer.Random.NextInt64(1, order.Amount);
        if (await customer.StepAsync(CapturePart, order.Capture(part), Expect.Captured(part, of: order.Amount)) is null)
            return;

        await customer.ThinkAsync(seconds: 2);
        await customer.StepAsync(CaptureRest, order.Capture(order.Amount - part), Expect.Captured(order.Amount, of: order.Amount));
    }
}
