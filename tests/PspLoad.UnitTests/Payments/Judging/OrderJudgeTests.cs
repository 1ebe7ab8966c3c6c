using PspLoad.Core.Results;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Judging;

public sealed class OrderJudgeTests
{
    private const string Order = "order-1";

    private readonly World _world = new();

    [Fact]
    public void A_complete_honest_payment_is_clean()
    {
        _world.Done(Order, Effect.Authorize, 1000);
        _world.Done(Order, Effect.Capture, 400);
        _world.Done(Order, Effect.Capture, 400);
        _world.Done(Order, Effect.Refund, 100);
        _world.Declined(Order, Effect.Refund, 5000);
        _world.Open(Order, Effect.Refund, 100, tookPlace: true, resolved: true);

        AssertFound();
    }

    [Fact]
    public void A_payment_that_waits_for_its_challenge_needs_no_movement()
    {
        var (key, _) = _world.Ask(Order, Effect.Sale, 1000);
        _world.Tell(Order, key, PaymentOutcome.Acknowledged, Effect.None, 1000, "requires_action");

        AssertFound();
    }

    [Fact]
    public void Acknowledged_and_not_booked_is_lost()
    {
        var reference = _world.Done(Order, Effect.Sale, 1000);
        _world.Records.RemoveAll(record => record is Movement || record is Charge charge && charge.Reference == reference);

        AssertFound(ViolationKind.Lost);
    }

    [Fact]
    public void Lost_after_the_acquirer_charged_is_also_an_unbooked_charge()
    {
        _world.Done(Order, Effect.Sale, 1000);
        _world.Records.RemoveAll(record => record is Movement);

        AssertFound(ViolationKind.Lost, ViolationKind.UnbookedCharge);
    }

    [Fact]
    public void Booked_twice_is_a_duplicate()
    {
        _world.Done(Order, Effect.Sale, 1000);
        _world.Book(Order, "op-again", Effect.Sale, 1000);

        AssertFound(ViolationKind.Duplicated);
    }

    [Fact]
    public void One_reference_booked_twice_is_a_duplicate()
    {
        _world.Done(Order, Effect.Sale, 1000);
        _world.Records.Add(_world.Records.OfType<Movement>().Single());

        AssertFound(ViolationKind.Duplicated);
    }

    [Fact]
    public void Charged_twice_by_one_reference_is_a_double_charge()
    {
        _world.Done(Order, Effect.Sale, 1000);
        Alter<Charge>(charge => charge with { Times = 2 });

        AssertFound(ViolationKind.DoubleCharge);
    }

    [Fact]
    public void Charged_under_two_references_and_booked_once_is_a_double_charge()
    {
        _world.Done(Order, Effect.Sale, 1000);
        _world.Records.Add(new Charge(Order, 99, "op-else", null, Effect.Sale, 1000, "EUR", 1));

        AssertFound(ViolationKind.DoubleCharge);
    }

    [Fact]
    public void A_reversed_charge_of_a_failed_payment_is_clean()
    {
        var (key, reference) = _world.Ask(Order, Effect.Sale, 1000);
        _world.Tell(Order, key, PaymentOutcome.Declined, Effect.None, 1000, "failed");
        _world.Records.Add(new Charge(Order, 99, reference, null, Effect.Sale, 1000, "EUR", 1));
        _world.Records.Add(new Charge(Order, 100, "reversal", reference, Effect.Void, 1000, "EUR", 1));

        AssertFound();
    }

    [Fact]
    public void Booked_after_a_decline_is_a_phantom()
    {
        _world.Declined(Order, Effect.Sale, 1000);
        _world.Book(Order, "op-0", Effect.Sale, 1000);

        AssertFound(ViolationKind.Phantom);
    }

    [Fact]
    public void Booked_for_an_order_that_nobody_placed_is_a_phantom()
    {
        _world.Book("order-x", "op-x", Effect.Sale, 1000);

        AssertFound("order-x", ViolationKind.Phantom);
    }

    [Fact]
    public void A_wrong_amount_in_the_books_is_a_mismatch_with_client_and_acquirer()
    {
        _world.Done(Order, Effect.Sale, 1000);
        Alter<Movement>(movement => movement with { Amount = 100, Debits = 100, Credits = 100 });

        AssertFound(ViolationKind.AmountMismatch, ViolationKind.AmountMismatch);
    }

    [Fact]
    public void A_wrong_currency_is_a_mismatch()
    {
        _world.Done(Order, Effect.Sale, 1000);
        Alter<Movement>(movement => movement with { Currency = "USD" });
        Alter<Charge>(charge => charge with { Currency = "USD" });

        AssertFound(ViolationKind.AmountMismatch);
    }

    [Fact]
    public void A_wrong_payment_is_a_mismatch()
    {
        _world.Done(Order, Effect.Sale, 1000);
        Alter<Movement>(movement => movement with { PaymentId = "pay-else" });

        AssertFound(ViolationKind.AmountMismatch);
    }

    [Fact]
    public void Booked_and_never_carried_out_is_a_missing_charge()
    {
        _world.Done(Order, Effect.Sale, 1000);
        _world.Records.RemoveAll(record => record is Charge);

        AssertFound(ViolationKind.MissingCharge);
    }

    [Fact]
    public void A_state_that_differs_from_the_last_answer_is_a_mismatch()
    {
        _world.Done(Order, Effect.Sale, 1000);
        _world.Records.Add(new ShownPayment(Order, 99, $"pay-{Order}", "authorized", null, null));

        AssertFound(ViolationKind.StateMismatch);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_open_operation_is_unresolved_whether_it_is_booked_or_not(bool tookPlace)
    {
        _world.Open(Order, Effect.Sale, 1000, tookPlace, resolved: false);

        AssertFound(ViolationKind.Unresolved);
    }

    [Fact]
    public void Two_acknowledgements_that_differ_contradict_each_other()
    {
        var (key, reference) = _world.Ask(Order, Effect.Sale, 1000);
        _world.Tell(Order, key, PaymentOutcome.Acknowledged, Effect.Sale, 1000, "captured");
        _world.Records.Add(_world.Records.OfType<Intent>().Single());
        _world.Tell(Order, key, PaymentOutcome.Declined, Effect.None, 1000, "declined");
        _world.Book(Order, reference, Effect.Sale, 1000);

        AssertFound(ViolationKind.ContradictoryAnswers);
    }

    [Fact]
    public void The_same_answer_twice_is_one_operation()
    {
        _world.Done(Order, Effect.Sale, 1000);
        _world.Records.Add(_world.Records.OfType<Intent>().Single());
        _world.Records.Add(_world.Records.OfType<Answer>().Single() with { At = 50 });

        AssertFound();
    }

    [Fact]
    public void Unequal_ledger_sides_and_excessive_refunds_are_found()
    {
        _world.Done(Order, Effect.Sale, 1000);
        _world.Done(Order, Effect.Refund, 1500);
        Alter<Movement>(movement => movement.Effect == Effect.Sale ? movement with { Credits = 999 } : movement);

        AssertFound(ViolationKind.UnbalancedLedger, ViolationKind.OverdrawnPayment);
    }

    [Fact]
    public void A_booked_sale_that_the_acquirer_reversed_is_found()
    {
        var reference = _world.Done(Order, Effect.Sale, 1000);
        _world.Records.Add(new Charge(Order, 99, "rev_1", reference, Effect.Void, 1000, "EUR", 1));

        AssertFound(ViolationKind.ReversedCharge);
    }

    [Fact]
    public void A_reversal_of_part_of_a_charge_is_found()
    {
        var (key, reference) = _world.Ask(Order, Effect.Sale, 1000);
        _world.Tell(Order, key, PaymentOutcome.Declined, Effect.None, 1000, "failed");
        _world.Records.Add(new Charge(Order, 99, reference, null, Effect.Sale, 1000, "EUR", 1));
        _world.Records.Add(new Charge(Order, 100, "rev_1", reference, Effect.Void, 900, "EUR", 1));

        AssertFound(ViolationKind.AmountMismatch);
    }

    [Fact]
    public void A_cancellation_of_what_the_acquirer_never_saw_is_clean()
    {
        _world.Declined(Order, Effect.Sale, 1000);
        _world.Records.Add(new Charge(Order, 100, "rev_1", "op-0", Effect.Void, 0, null, 1));

        AssertFound();
    }

    [Fact]
    public void Asked_100_and_told_booked_and_charged_1000_is_found()
    {
        _world.Done(Order, Effect.Sale, 1000);
        Alter<Intent>(intent => intent with { Amount = 100 });

        AssertFound(ViolationKind.AmountMismatch);
    }

    [Fact]
    public void Another_currency_than_asked_for_is_found()
    {
        _world.Done(Order, Effect.Sale, 1000);
        Alter<Intent>(intent => intent with { Currency = "USD" });

        AssertFound(ViolationKind.AmountMismatch);
    }

    [Fact]
    public void A_sale_that_becomes_an_authorisation_is_found()
    {
        _world.Done(Order, Effect.Authorize, 1000);
        Alter<Intent>(intent => intent with { Effect = Effect.Sale });

        AssertFound(ViolationKind.EffectMismatch);
    }

    [Fact]
    public void A_refusal_does_not_settle_another_request_with_the_same_key()
    {
        var (key, reference) = _world.Ask(Order, Effect.Sale, 1000);
        _world.Records.Add(_world.Records.OfType<Intent>().Single());
        _world.Tell(Order, key, PaymentOutcome.Indeterminate, Effect.None, 1000, null);
        _world.Tell(Order, key, PaymentOutcome.Refused, Effect.None, 1000, null);
        _world.Book(Order, reference, Effect.Sale, 1000);

        AssertFound(ViolationKind.Unresolved);
    }

    [Fact]
    public void Another_charge_under_a_booked_reference_is_found()
    {
        var reference = _world.Done(Order, Effect.Sale, 1000);
        _world.Records.Add(new Charge(Order, 99, reference, reference, Effect.Refund, 1000, "EUR", 1));

        AssertFound(ViolationKind.UnbookedCharge);
    }

    [Fact]
    public void A_charge_of_an_unknown_kind_is_found()
    {
        _world.Done(Order, Effect.Sale, 1000);
        _world.Records.Add(new Charge(Order, 99, "op-fee", null, Effect.None, 25, "EUR", 1));

        AssertFound(ViolationKind.UnbookedCharge);
    }

    /// <summary>A payment that is closed too early takes no further capture or refund, and no other answer is wrong.</summary>
    [Theory]
    [InlineData(Effect.Capture, "captured", 1000, 400, 0)]
    [InlineData(Effect.Capture, "partially_captured", 400, 400, 0)]
    [InlineData(Effect.Refund, "refunded", 1000, 1000, 400)]
    [InlineData(Effect.Refund, "partially_refunded", 400, 400, 400)]
    public void A_state_that_the_totals_contradict_is_found(Effect effect, string state, long authorized, long captured, long refunded)
    {
        _world.Done(Order, effect == Effect.Capture ? Effect.Authorize : Effect.Sale, authorized);
        _world.Done(Order, effect, 400);
        Alter<Answer>(told => told.Effect == effect ? told with { State = state, Totals = new PaymentTotals(authorized, captured, refunded) } : told);

        AssertFound(ViolationKind.StateMismatch);
    }

    private void Alter<T>(Func<T, T> change)
        where T : StoryRecord
    {
        for (var i = 0; i < _world.Records.Count; i++)
        {
            if (_world.Records[i] is T record)
                _world.Records[i] = change(record);
        }
    }

    private void AssertFound(params ViolationKind[] expected) => AssertFound(Order, expected);

    private void AssertFound(string order, params ViolationKind[] expected)
    {
        HashSet<Witness> present = [Witness.Asked, Witness.Told, Witness.Booked, Witness.Charged];
        if (_world.Records.Exists(record => record is ShownPayment))
            present.Add(Witness.Shown);
        var found = new OrderJudge(present).Judge(new OrderStory(order, _world.Records));

        Assert.Equal(expected.Order(), found.Select(violation => violation.Kind).Order());
        Assert.All(found, violation => Assert.NotEmpty(violation.Story));
    }
}
