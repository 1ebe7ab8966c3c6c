namespace PspLoad.ReferencePsp.Payments;

/// <summary>States of a payment; the API's names are in <see cref="PaymentStatusNames"/>.</summary>
public enum PaymentStatus
{
    Created,
    RequiresAction,
    Authorized,
    PartiallyCaptured,
    Captured,
    PartiallyRefunded,
    Refunded,
    Voided,
    Declined,
    Failed,
}
