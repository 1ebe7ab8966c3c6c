namespace PspLoad.ReferencePsp.Payments;

/// <summary>
/// created → requires_action → authorized → captured (partially…) → refunded (partially…); created, requires_action or authorized → voided;
/// created or requires_action → declined or failed; whatever is captured and not refunded → charged_back. Pure: no clock, no I/O.
/// </summary>
public static class PaymentStateMachine
{
    /// <summary>Whether the operation may begin now.</summary>
    /// <param name="payment">as stored, locked</param>
    /// <param name="kind">the requested operation</param>
    /// <param name="amount">minor units; ignored for authentication and void</param>
    public static TransitionCheck Check(Payment payment, OperationKind kind, long amount)
    {
        if (payment.PendingOperation is not null)
            return TransitionCheck.Busy;
        return kind switch
        {
            OperationKind.Authentication => Legal(payment.Status is PaymentStatus.RequiresAction),
            OperationKind.Void => Legal(payment.Status is PaymentStatus.RequiresAction or PaymentStatus.Authorized),
            OperationKind.Capture when payment.Status is PaymentStatus.Authorized or PaymentStatus.PartiallyCaptured => Within(
                amount,
                payment.Authorized - payment.Captured
            ),
            OperationKind.Refund or OperationKind.Chargeback when IsRefundable(payment.Status) => Within(amount, payment.Captured - payment.Refunded),
            _ => TransitionCheck.Illegal,
        };
    }

    /// <summary>The amount when the client names none: everything that is left.</summary>
    public static long Remaining(Payment payment, OperationKind kind) =>
        kind switch
        {
            OperationKind.Capture => payment.Authorized - payment.Captured,
            OperationKind.Refund => payment.Captured - payment.Refunded,
            _ => payment.Amount,
        };

    /// <summary>The payment after the operation succeeded. The caller sets times, version and pending operation.</summary>
    public static Payment Succeed(Payment payment, OperationKind kind, long amount)
    {
        switch (kind)
        {
            case OperationKind.Payment or OperationKind.Authentication when payment.Status is PaymentStatus.Created or PaymentStatus.RequiresAction:
                return payment.Capture == CaptureMode.Automatic
                    ? payment with
                    {
                        Status = PaymentStatus.Captured,
                        Authorized = payment.Amount,
                        Captured = payment.Amount,
                    }
                    : payment with
                    {
                        Status = PaymentStatus.Authorized,
                        Authorized = payment.Amount,
                    };
            case OperationKind.Capture when payment.Status is PaymentStatus.Authorized or PaymentStatus.PartiallyCaptured:
                var captured = checked(payment.Captured + amount);
                return payment with { Captured = captured, Status = captured == payment.Authorized ? PaymentStatus.Captured : PaymentStatus.PartiallyCaptured };
            case OperationKind.Chargeback when IsRefundable(payment.Status):
                return payment with { ChargedBack = amount, Status = PaymentStatus.ChargedBack };
            case OperationKind.Refund when IsRefundable(payment.Status):
                var refunded = checked(payment.Refunded + amount);
                return payment with { Refunded = refunded, Status = refunded == payment.Captured ? PaymentStatus.Refunded : PaymentStatus.PartiallyRefunded };
            case OperationKind.Void when payment.Status is PaymentStatus.RequiresAction or PaymentStatus.Authorized:
                return payment with { Status = PaymentStatus.Voided };
            default:
                throw new InvalidOperationException($"a {kind} cannot succeed on a payment that is {payment.Status.Name()}");
        }
    }

    /// <summary>The payment after the operation was declined or failed. Only an authorisation ends the payment; other operations leave it unchanged.</summary>
    public static Payment Fail(Payment payment, OperationKind kind, OperationStatus outcome, string reason) =>
        kind is OperationKind.Payment or OperationKind.Authentication
            ? payment with
            {
                Status = outcome == OperationStatus.Declined ? PaymentStatus.Declined : PaymentStatus.Failed,
                Reason = reason,
            }
            : payment;

    private static bool IsRefundable(PaymentStatus status) =>
        status is PaymentStatus.PartiallyCaptured or PaymentStatus.Captured or PaymentStatus.PartiallyRefunded;

    private static TransitionCheck Legal(bool legal) => legal ? TransitionCheck.Legal : TransitionCheck.Illegal;

    private static TransitionCheck Within(long amount, long remaining) => amount <= remaining ? TransitionCheck.Legal : TransitionCheck.TooMuch;
}
