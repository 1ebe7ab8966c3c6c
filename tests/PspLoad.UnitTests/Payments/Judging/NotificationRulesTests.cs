using PspLoad.Core.Results;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Judging;

public sealed class NotificationRulesTests
{
    private const string Order = "order-1",
        Payment = "pay-order-1";

    private readonly World _world = new();
    private int _version;

    [Fact]
    public void Late_repeated_and_unordered_webhooks_are_clean()
    {
        var authorized = Notify(_world.Done(Order, Effect.Authorize, 1000), "authorized", 1000, 0, 0);
        var captured = Notify(_world.Done(Order, Effect.Capture, 1000), "captured", 1000, 1000, 0);
        var refunded = Notify(_world.Done(Order, Effect.Refund, 300), "partially_refunded", 1000, 1000, 300);

        AssertFound([refunded, authorized, captured, refunded]);
    }

    [Fact]
    public void An_operation_without_a_webhook_is_unnotified()
    {
        var sold = Notify(_world.Done(Order, Effect.Sale, 1000), "captured", 1000, 1000, 0);
        _world.Done(Order, Effect.Refund, 300);

        AssertFound([sold], ViolationKind.Unnotified, ViolationKind.Unnotified);
    }

    [Fact]
    public void A_lost_webhook_before_another_one_is_unnotified()
    {
        Notify(_world.Done(Order, Effect.Authorize, 1000), "authorized", 1000, 0, 0);
        var captured = Notify(_world.Done(Order, Effect.Capture, 1000), "captured", 1000, 1000, 0);

        Assert.Contains(ViolationKind.Unnotified, Found([captured]));
    }

    [Fact]
    public void A_pending_webhook_is_not_missing()
    {
        _world.Done(Order, Effect.Sale, 1000);

        Assert.Empty(Found([], (witness, _) => witness != Witness.Notified));
    }

    [Fact]
    public void A_webhook_that_says_captured_for_a_declined_payment_is_a_state_mismatch_and_a_phantom_in_the_books()
    {
        _world.Declined(Order, Effect.Sale, 1000);

        AssertFound([Notify("op-0", "captured", 1000, 1000, 0)], ViolationKind.StateMismatch, ViolationKind.Phantom);
    }

    [Fact]
    public void A_webhook_beside_the_right_one_is_a_phantom()
    {
        var sold = Notify(_world.Done(Order, Effect.Sale, 1000), "captured", 1000, 1000, 0);
        var refunded = Notify("op-else", "refunded", 1000, 1000, 1000);

        AssertFound([sold, refunded], ViolationKind.Phantom, ViolationKind.Phantom);
    }

    [Fact]
    public void Deliveries_of_one_event_with_different_content_contradict_each_other()
    {
        var sold = Notify(_world.Done(Order, Effect.Sale, 1000), "captured", 1000, 1000, 0);

        AssertFound([sold, sold with { At = 99, Amount = 1001 }], ViolationKind.ContradictoryWebhooks);
    }

    [Fact]
    public void Two_events_with_one_version_contradict_each_other()
    {
        var sold = Notify(_world.Done(Order, Effect.Sale, 1000), "captured", 1000, 1000, 0);

        Assert.Contains(ViolationKind.ContradictoryWebhooks, Found([sold, sold with { Reference = "op-else" }]));
    }

    [Fact]
    public void Another_amount_than_asked_for_is_found()
    {
        var sold = Notify(_world.Done(Order, Effect.Sale, 1000), "captured", 1000, 1000, 0);

        AssertFound([sold with { Amount = 10 }], ViolationKind.AmountMismatch);
    }

    [Fact]
    public void A_refund_that_was_declined_leaves_the_payment_as_it_was()
    {
        var sold = Notify(_world.Done(Order, Effect.Sale, 1000), "captured", 1000, 1000, 0);
        _world.Declined(Order, Effect.Refund, 300);
        var declined = Notify("op-1", "captured", 1000, 1000, 0) with { Type = "refund.declined" };

        AssertFound([sold, declined]);
        AssertFound([sold, declined with { Type = "payment.captured" }], ViolationKind.StateMismatch);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_open_operation_may_have_a_webhook(bool hasWebhook)
    {
        var reference = _world.Open(Order, Effect.Sale, 1000, tookPlace: false, resolved: false);
        var declined = Notify(reference, "declined", 0, 0, 0);

        AssertFound(hasWebhook ? [declined] : [], ViolationKind.Unresolved);
    }

    private Notification Notify(string reference, string state, long authorized, long captured, long refunded) =>
        new(Order, 50, reference, $"payment.{state}", ++_version, Payment, state, 1000, "EUR", new PaymentTotals(authorized, captured, refunded));

    private void AssertFound(IReadOnlyList<Notification> webhooks, params ViolationKind[] expected) => Assert.Equal(expected.Order(), Found(webhooks).Order());

    private IEnumerable<ViolationKind> Found(IReadOnlyList<Notification> webhooks, Func<Witness, string, bool>? covers = null) =>
        new OrderJudge(new HashSet<Witness> { Witness.Asked, Witness.Told, Witness.Booked, Witness.Charged, Witness.Notified }, covers)
            .Judge(new OrderStory(Order, [.. _world.Records, .. webhooks]))
            .Select(violation => violation.Kind);
}
