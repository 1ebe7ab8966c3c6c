using PspLoad.Core.Results;
using PspLoad.Reporting.Wording;

namespace PspLoad.UnitTests.Reporting.Wording;

public sealed class ViolatedOrderTests
{
    [Fact]
    public void The_violations_of_an_order_are_one_story_and_orders_are_in_the_order_of_time()
    {
        var orders = ViolatedOrder.In([
            Violation("never-told", null, ViolationKind.UnbookedCharge),
            Violation("second", 20, ViolationKind.Lost),
            Violation("first", 3, ViolationKind.Duplicated),
            Violation("second", 20, ViolationKind.AmountMismatch),
        ]);

        Assert.Equal(["first", "second", "never-told"], orders.Select(order => order.OrderId));
        Assert.Equal([ViolationKind.Lost, ViolationKind.AmountMismatch], orders[1].Violations.Select(violation => violation.Kind));
        Assert.Equal([new StoryFact("10:00:00.000001", "client was told", "status 201: sale of 5 EUR"), new StoryFact("", "", "unreadable")], orders[1].Facts);
    }

    private static ViolationLine Violation(string order, double? at, ViolationKind kind) =>
        new(kind, order, "message", at, null, ["10:00:00.000001 client was told: status 201: sale of 5 EUR", "unreadable"]);
}
