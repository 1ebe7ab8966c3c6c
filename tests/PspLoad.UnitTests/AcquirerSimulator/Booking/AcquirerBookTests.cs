using CsCheck;
using Microsoft.Extensions.Time.Testing;
using PspLoad.AcquirerSimulator.Behaviours;
using PspLoad.AcquirerSimulator.Booking;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.UnitTests.AcquirerSimulator.Booking;

public sealed class AcquirerBookTests
{
    private static readonly Decision s_approve = new(Outcome.Approved, null, Delivery.Answered, TimeSpan.Zero);
    private static readonly Decision s_dispute = s_approve with { ChargebackAfter = TimeSpan.FromSeconds(1) };
    private readonly FakeTimeProvider _time = new();
    private readonly AcquirerBook _book;

    public AcquirerBookTests() => _book = new AcquirerBook(1000, _time);

    [Fact]
    public void A_repeated_reference_finds_the_first_outcome_and_charges_once()
    {
        var first = Sale("p1", 100);
        var again = _book.Book(Operation.Sale, Request("p1", 100), new(Outcome.Declined, DeclineReason.DoNotHonor, Delivery.Answered, TimeSpan.Zero));

        Assert.Equal((BookingStatus.Booked, BookingStatus.Repeated), (first.Status, again.Status));
        Assert.Same(first.Entry, again.Entry);
        var line = Assert.Single(_book.Lines());
        Assert.Equal((2, 1, Outcome.Approved), (line.Attempts, line.Charges, line.Outcome));
        Assert.Equal((2, 1), (_book.Summarize().Attempts, _book.Summarize().Charges));
    }

    /// <summary>Otherwise a reader would take the lines of a restarted book for lines that it has read.</summary>
    [Fact]
    public void A_book_that_starts_again_at_1_has_another_epoch()
    {
        Sale("p1", 100);
        Sale("p2", 100);
        var epoch = Assert.Single(_book.Lines().Select(line => line.Epoch).Distinct());
        Assert.Equal((32, epoch), (epoch.Length, _book.Summarize().Epoch));
        AcquirerBook other = new(1000, new FakeTimeProvider());
        Assert.NotEqual(epoch, other.Summarize().Epoch);
        _book.Clear();
        Sale("p3", 100);
        var line = Assert.Single(_book.Lines());
        Assert.Equal(1, line.Sequence);
        Assert.NotEqual(epoch, line.Epoch);
    }

    [Fact]
    public void A_reference_used_for_something_else_is_a_conflict()
    {
        Sale("p1", 100);
        Assert.Equal(BookingStatus.Conflict, Sale("p1", 101).Status);
        Assert.Equal(BookingStatus.Conflict, _book.Book(Operation.Authorize, Request("p1", 100), s_approve).Status);
        Assert.Equal(BookingStatus.Conflict, _book.Book(Operation.Sale, Request("p1", 100) with { Currency = "USD" }, s_approve).Status);
        Assert.Equal(3, _book.Summarize().Conflicts);
        Assert.Single(_book.Lines());
    }

    [Fact]
    public void A_repetition_without_the_cvc_is_a_repetition()
    {
        var request = Request("p1", 100);
        _book.Book(Operation.Sale, request with { Card = request.Card! with { Cvc = "123" } }, s_approve);
        Assert.Equal(BookingStatus.Repeated, _book.Book(Operation.Sale, request, s_approve).Status);
    }

    [Fact]
    public void Captures_and_refunds_stay_within_their_parents_amounts()
    {
        _book.Book(Operation.Authorize, Request("a1", 100), s_approve);
        Assert.Null(On(Operation.Capture, "c1", "a1", 60));
        Assert.Equal(DeclineReason.AmountExceedsAuthorized, On(Operation.Capture, "c2", "a1", 41));
        Assert.Equal(DeclineReason.AmountExceedsCaptured, On(Operation.Refund, "r1", "a1", 61));
        Assert.Null(On(Operation.Capture, "c3", "a1", 40));
        Assert.Null(On(Operation.Refund, "r2", "a1", 100));
        Assert.Equal(DeclineReason.AmountExceedsCaptured, On(Operation.Refund, "r3", "a1", 1));
        Assert.Equal(DeclineReason.CurrencyMismatch, On(Operation.Refund, "r4", "a1", 1, "USD"));
        Assert.Equal(DeclineReason.ParentNotFound, On(Operation.Refund, "r5", "nobody", 1));
        Assert.Equal(new CurrencyTotals(100, 100, 0, 100, 0), _book.Summarize().Currencies["EUR"]);
    }

    [Fact]
    public void A_void_releases_once_and_not_after_a_capture()
    {
        _book.Book(Operation.Authorize, Request("a1", 100), s_approve);
        _book.Book(Operation.Authorize, Request("a2", 100), s_approve);
        On(Operation.Capture, "c1", "a2", 1);

        Assert.Null(On(Operation.Void, "v1", "a1", null));
        Assert.Equal(DeclineReason.ParentVoided, On(Operation.Void, "v2", "a1", null));
        Assert.Equal(DeclineReason.ParentVoided, On(Operation.Capture, "c2", "a1", 1));
        Assert.Equal(DeclineReason.AlreadyCaptured, On(Operation.Void, "v3", "a2", null));
        Assert.Equal(100, _book.Summarize().Currencies["EUR"].Voided);
    }

    [Fact]
    public void A_voided_sale_can_not_be_refunded()
    {
        Sale("p1", 100);
        Assert.Null(On(Operation.Void, "v1", "p1", null));
        Assert.Equal(DeclineReason.ParentVoided, On(Operation.Refund, "r1", "p1", 1));
    }

    [Fact]
    public void A_disputed_sale_is_charged_back_later_and_told_until_it_is_accepted()
    {
        _book.Book(Operation.Sale, Request("p1", 100), s_dispute);
        On(Operation.Refund, "r1", "p1", 30);
        Assert.Empty(_book.OpenChargebacks(10));
        _time.Advance(TimeSpan.FromSeconds(1));

        var told = Assert.Single(_book.OpenChargebacks(10));
        Assert.Equal(("p1", 70, "EUR", 1), (told.Parent, told.Amount, told.Currency, told.Charges));
        Assert.Same(told, Assert.Single(_book.OpenChargebacks(10)));
        Assert.False(_book.Accept("cbk_other"));
        Assert.True(_book.Accept(told.Reference));
        Assert.True(_book.Accept(told.Reference));
        Assert.Empty(_book.OpenChargebacks(10));

        Assert.Equal(DeclineReason.AmountExceedsCaptured, On(Operation.Refund, "r2", "p1", 1));
        Assert.Equal(DeclineReason.AlreadyCaptured, On(Operation.Void, "v1", "p1", null));
        Assert.Null(_book.ChargeBack("p1"));
        Assert.Equal(new CurrencyTotals(100, 100, 0, 30, 70), _book.Summarize().Currencies["EUR"]);
    }

    [Fact]
    public void A_reversal_of_the_sale_withdraws_a_chargeback_that_is_not_accepted()
    {
        Sale("p1", 100);
        Assert.NotNull(_book.ChargeBack("p1"));

        Assert.Null(On(Operation.Void, "v1", "p1", null));

        Assert.Empty(_book.OpenChargebacks(10));
        Assert.Equal(0, Assert.Single(_book.Lines(), line => line.Operation == Operation.Chargeback).Charges);
        Assert.Equal(new CurrencyTotals(100, 100, 100, 0, 0), _book.Summarize().Currencies["EUR"]);
    }

    [Fact]
    public void A_disputed_sale_that_was_reversed_or_refunded_is_not_charged_back()
    {
        _book.Book(Operation.Sale, Request("p1", 100), s_dispute);
        _book.Book(Operation.Sale, Request("p2", 100), s_dispute);
        On(Operation.Void, "v1", "p1", null);
        On(Operation.Refund, "r1", "p2", 100);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(_book.OpenChargebacks(10));
    }

    [Fact]
    public void A_reversed_reference_that_arrives_later_is_declined()
    {
        Assert.Null(On(Operation.Void, "v1", "p1", null));

        Assert.Equal(DeclineReason.Reversed, Sale("p1", 100).Entry!.Reason);
        Assert.Equal(DeclineReason.ParentNotApproved, On(Operation.Refund, "r1", "p1", 1));
        Assert.DoesNotContain("EUR", _book.Summarize().Currencies.Keys);
    }

    [Fact]
    public void An_unbooked_hang_leaves_no_entry_until_it_is_repeated()
    {
        var hang = s_approve with { Delivery = Delivery.HangsUnbooked };
        Assert.Equal(BookingStatus.Unbooked, _book.Book(Operation.Sale, Request("p1", 100), hang).Status);
        Assert.Null(_book.Find(Operation.Sale, "p1"));

        var second = _book.Book(Operation.Sale, Request("p1", 100), hang);

        Assert.Equal((BookingStatus.Booked, Delivery.Answered, 2), (second.Status, second.Delivery, second.Entry!.Attempts));
    }

    [Fact]
    public void A_full_book_refuses_new_references_and_still_answers_old_ones()
    {
        var small = new AcquirerBook(1, new FakeTimeProvider());
        small.Book(Operation.Sale, Request("p1", 100), s_approve);

        Assert.Equal(BookingStatus.Full, small.Book(Operation.Sale, Request("p2", 100), s_approve).Status);
        Assert.Equal(BookingStatus.Repeated, small.Book(Operation.Sale, Request("p1", 100), s_approve).Status);
        Assert.True(small.IsFull);
        small.Clear();
        Assert.False(small.IsFull);
        Assert.Equal(BookingStatus.Booked, small.Book(Operation.Sale, Request("p2", 100), s_approve).Status);
    }

    [Fact]
    public void Nothing_in_the_book_is_a_card_number()
    {
        Sale("p1", 100);
        Assert.Equal("424242******4242", _book.Lines()[0].Card);
        Assert.DoesNotContain("4242424242424242", new CardData { Number = "4242424242424242" }.ToString());
        Assert.DoesNotContain("4242424242424242", Request("p1", 100).ToString());
    }

    /// <summary>For any operations in any order, any number of times: amounts stay within bounds, and a reference takes place once.</summary>
    [Fact]
    public void No_sequence_of_operations_moves_more_money_than_was_authorized() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[1, 6], Gen.Int[1, 3], Gen.Long[1, 60])
            .Array[1, 60]
            .Sample(steps =>
            {
                var random = new AcquirerBook(1000, new FakeTimeProvider());
                foreach (var (kind, reference, parent, amount) in steps)
                {
                    var operation = (Operation)kind;
                    var request = operation.TakesCard()
                        ? Request($"p{parent}", amount)
                        : Request($"o{reference}", amount) with
                        {
                            Card = null,
                            Parent = $"p{parent}",
                        };
                    random.Book(operation, request, s_approve);
                }

                var lines = random.Lines();
                Assert.All(lines, line => Assert.InRange(line.Charges, 0, 1));
                Assert.Equal(lines.Count, lines.Select(line => (line.Operation, line.Reference)).Distinct().Count());
                foreach (var charge in lines.Where(line => line.Operation.TakesCard() && line.Charges == 1))
                {
                    var on = lines.Where(line => line.Parent == charge.Reference && line.Charges == 1).ToList();
                    var captured =
                        charge.Operation == Operation.Sale ? charge.Amount : on.Where(line => line.Operation == Operation.Capture).Sum(line => line.Amount);
                    var refunded = on.Where(line => line.Operation == Operation.Refund).Sum(line => line.Amount);
                    Assert.True(0 <= refunded && refunded <= captured && captured <= charge.Amount);
                    Assert.True(
                        on.Count(line => line.Operation == Operation.Void) <= 1
                            || lines.First(line => line.Parent == charge.Reference).Sequence < charge.Sequence
                    );
                }
            });

    private BookingResult Sale(string reference, long amount) => _book.Book(Operation.Sale, Request(reference, amount), s_approve);

    private string? On(Operation operation, string reference, string parent, long? amount, string currency = "EUR") =>
        _book
            .Book(
                operation,
                new()
                {
                    Reference = reference,
                    Parent = parent,
                    Amount = amount,
                    Currency = amount is null ? null : currency,
                },
                s_approve
            )
            .Entry!.Reason;

    private static OperationRequest Request(string reference, long amount) =>
        new()
        {
            Reference = reference,
            Amount = amount,
            Currency = "EUR",
            Card = new()
            {
                Number = "4242424242424242",
                ExpiryMonth = 12,
                ExpiryYear = 2030,
            },
        };
}
