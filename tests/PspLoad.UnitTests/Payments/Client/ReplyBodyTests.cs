using System.Text;
using CsCheck;
using PspLoad.Payments.Client;

namespace PspLoad.UnitTests.Payments.Client;

public sealed class ReplyBodyTests
{
    private const string Payment =
        """{"id":"pay_1","status":"partially_captured","amount":1999,"currency":"EUR","orderId":"o-1","capture":"manual","""
        + """ "amountAuthorized":1999,"amountCaptured":5,"amountRefunded":0,"card":{"brand":"visa","id":"no","status":"no"},"token":null,"reason":null}""";

    [Fact]
    public void A_payment_is_read_and_its_card_is_skipped()
    {
        Assert.True(ReplyBody.TryRead(Encoding.UTF8.GetBytes(Payment), out _, out var payment));

        Assert.Equal(
            ("pay_1", PaymentStates.PartiallyCaptured, 1999, "EUR", "o-1"),
            (payment.Id, payment.State, payment.Amount, payment.Currency, payment.OrderId)
        );
        Assert.Equal((1999, 5, 0), (payment.Authorized, payment.Captured, payment.Refunded));
        Assert.Null(payment.Token);
        Assert.Same(PaymentStates.PartiallyCaptured, payment.State);
    }

    [Fact]
    public void A_refund_has_its_own_amount_and_contains_its_payment()
    {
        Assert.True(
            ReplyBody.TryRead(
                Encoding.UTF8.GetBytes($$"""{"id":"op_1","status":"succeeded","amount":7,"currency":"EUR","payment":{{Payment}}}"""),
                out var refund,
                out var payment
            )
        );

        Assert.Equal(("op_1", 7), (refund.Id, refund.Amount));
        Assert.Equal(("pay_1", 1999), (payment.Id, payment.Amount));
    }

    [Fact]
    public void A_problem_has_its_type_its_reason_and_the_payment()
    {
        Assert.True(
            ReplyBody.TryRead(
                Encoding.UTF8.GetBytes(
                    $$"""{"type":"urn:x","title":"t","status":402,"errors":[{"field":"a"}],"reason":"do_not_honor","payment":{{Payment}},"requestId":"r"}"""
                ),
                out var problem,
                out var payment
            )
        );

        Assert.Equal(("urn:x", "do_not_honor", null), (problem.Type, problem.Reason, problem.State));
        Assert.Equal("pay_1", payment.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>502 Bad Gateway</html>")]
    [InlineData("[]")]
    [InlineData("""{"id":"pay_1" """)]
    [InlineData("""{"id":"pay_1","amount":"x"}""")]
    [InlineData("""{"id":5}""")]
    [InlineData("""{"id":"a"}{"id":"b"}""")]
    [InlineData("""{"payment":{"id":"a"}""")]
    public void A_body_outside_the_API_is_not_understood(string body) => Assert.False(ReplyBody.TryRead(Encoding.UTF8.GetBytes(body), out _, out _));

    /// <summary>A truncated or altered answer may be understood or not, but it never throws.</summary>
    [Fact]
    public void Damage_never_throws() =>
        Gen.Select(Gen.Int[0, Payment.Length - 1], Gen.Byte, Gen.Bool)
            .Sample(
                (place, value, cut) =>
                {
                    var bytes = Encoding.UTF8.GetBytes(Payment);
                    bytes[place] = value;
                    var understood = ReplyBody.TryRead(cut ? bytes.AsSpan(0, place) : bytes, out _, out _);
                    return !(cut && understood);
                }
            );
}
