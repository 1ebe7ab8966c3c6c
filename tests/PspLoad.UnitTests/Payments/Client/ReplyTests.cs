using PspLoad.Core.Load;
using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Client;

public sealed class ReplyTests
{
    private static readonly Intent s_sale = new("o-1", 1, "key-1", PspOperations.Sale, Effect.Sale, null, 1999, "EUR", "approve");

    private static readonly Reply s_sold = new()
    {
        Error = ErrorKind.None,
        Status = 201,
        Outcome = PaymentOutcome.Acknowledged,
        RequestId = "r-1",
        PaymentId = "pay_1",
        State = PaymentStates.Captured,
        OrderId = "o-1",
        Currency = "EUR",
        Amount = 1999,
        Authorized = 1999,
        Captured = 1999,
        Refunded = 0,
    };

    /// <summary>The client may believe either of the two.</summary>
    [Theory]
    [InlineData(1999, 1999, 1999)]
    [InlineData(19990, 1999, 19990)]
    [InlineData(1999, 19990, 19990)]
    [InlineData(null, 1999, 1999)]
    public void Of_two_amounts_the_one_that_was_not_asked_for_counts(int? amount, int captured, int told) =>
        Assert.Equal(told, Told(s_sold with { Amount = amount, Captured = captured }).Amount);

    private static Answer Told(Reply reply) => reply.ToAnswer(s_sale, 2);
}
