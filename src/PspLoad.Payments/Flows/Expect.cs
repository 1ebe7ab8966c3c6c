using PspLoad.Payments.Client;

namespace PspLoad.Payments.Flows;

/// <summary>The usual expectations.</summary>
public static class Expect
{
    public static Expectation Token { get; } = new(201, null) { Token = true };

    /// <summary>The payment waits for its 3-D Secure challenge.</summary>
    public static Expectation Challenge { get; } = new(201, PaymentStates.RequiresAction) { Authorized = 0, Captured = 0 };

    /// <param name="amount">minor units</param>
    public static Expectation Sold(long amount) =>
        new(201, PaymentStates.Captured)
        {
            Authorized = amount,
            Captured = amount,
            Refunded = 0,
        };

    /// <param name="amount">minor units</param>
    public static Expectation Authorized(long amount) =>
        new(201, PaymentStates.Authorized)
        {
            Authorized = amount,
            Captured = 0,
            Refunded = 0,
        };

    /// <param name="captured">total captured, minor units</param>
    /// <param name="of">amount held, minor units</param>
    public static Expectation Captured(long captured, long of) =>
        new(200, captured == of ? PaymentStates.Captured : PaymentStates.PartiallyCaptured)
        {
            Authorized = of,
            Captured = captured,
            Refunded = 0,
        };

    /// <param name="refunded">total refunded, minor units</param>
    /// <param name="of">amount captured, minor units</param>
    public static Expectation Refunded(long refunded, long of) =>
        new(201, refunded == of ? PaymentStates.Refunded : PaymentStates.PartiallyRefunded) { Captured = of, Refunded = refunded };

    public static Expectation Voided { get; } = new(200, PaymentStates.Voided) { Captured = 0 };

    /// <param name="reason">the API's code</param>
    public static Expectation Declined(string reason) => new(402, PaymentStates.Declined) { Captured = 0, Reason = reason };
}
