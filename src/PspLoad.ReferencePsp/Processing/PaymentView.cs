using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Processing;

/// <summary>Shows payments to clients.</summary>
/// <param name="challengeUrl">where a cardholder is sent for a challenge; the payment's id is appended</param>
public sealed class PaymentView(string challengeUrl)
{
    public PaymentResponse Show(Payment payment) =>
        new()
        {
            Id = Identifiers.Payment(payment.Id),
            Status = payment is { PendingOperation: not null, Status: PaymentStatus.Created or PaymentStatus.RequiresAction }
                ? "processing"
                : payment.Status.Name(),
            Amount = payment.Amount,
            Currency = payment.Currency,
            OrderId = payment.OrderId,
            Capture = payment.Capture.Name(),
            AmountAuthorized = payment.Authorized,
            AmountCaptured = payment.Captured,
            AmountRefunded = payment.Refunded,
            AmountChargedBack = payment.ChargedBack,
            Card = new CardResponse(payment.Brand, payment.Bin, payment.Last4),
            Token = payment is { PaidByToken: true, CardId: { } card } ? Identifiers.Token(card) : null,
            Reason = payment.Reason,
            AuthorizationCode = payment.AuthorizationCode,
            RedirectUrl = payment.Status == PaymentStatus.RequiresAction ? challengeUrl + Identifiers.Payment(payment.Id) : null,
            ReturnUrl = payment.ReturnUrl,
            PendingOperation = payment.PendingOperation is { } operation ? Identifiers.Operation(operation) : null,
            CreatedAt = payment.CreatedAt,
            UpdatedAt = payment.UpdatedAt,
        };
}
