using PspLoad.ReferencePsp.Acquirer;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Observability;
using PspLoad.ReferencePsp.Payments;
using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Processing;

/// <summary>Books what the acquirer took back. Its UUID is the id of the operation, so a chargeback that is told again is booked once.</summary>
public sealed class ChargebackService(OperationStore operations, IntentStore intents, OutcomeFactory outcomes, MerchantDirectory merchants, PspMetrics metrics)
{
    /// <returns>null when the chargeback is booked, otherwise why it cannot be booked now</returns>
    public async Task<string?> BookAsync(AcquirerChargeback chargeback, CancellationToken cancellationToken)
    {
        if (!Identifiers.TryParse(Identifiers.ChargebackPrefix, chargeback.Reference, out var id))
            return "its reference is invalid";
        if (!Identifiers.TryParse(Identifiers.OperationPrefix, chargeback.Parent, out var parent))
            return "its parent is not a reference of this PSP";
        (_, var found) = await operations.FindAsync(parent, cancellationToken);
        if (found is null)
            return "its parent is unknown";
        if (found.Currency != chargeback.Currency)
            return $"its currency is not the payment's, {found.Currency}";
        var merchant = merchants.ById(found.MerchantId);
        Operation asked = new(id, found.MerchantId, chargeback.Reference, null, OperationKind.Chargeback, AcquirerMessage.None, found.Id, chargeback.Amount);
        var result = await intents.BeginOnPaymentAsync(
            asked,
            payment =>
            {
                var check = PaymentStateMachine.Check(payment, OperationKind.Chargeback, asked.Amount);
                return check == TransitionCheck.Legal
                    ? new IntentResult.Finished(outcomes.Succeeded(asked, payment, null, merchant))
                    : new IntentResult.Refused(check, payment);
            },
            cancellationToken
        );
        if (result is IntentResult.Finished finished)
            metrics.OperationFinished(OperationKind.Chargeback, finished.Outcome.Status);
        return result switch
        {
            IntentResult.Finished or IntentResult.Existing => null,
            IntentResult.Refused { Check: TransitionCheck.Busy } => "another operation on the payment is in progress",
            IntentResult.Refused refused =>
                $"the payment is {refused.Payment.Status.Name()}, and {refused.Payment.Captured - refused.Payment.Refunded} is left",
            _ => "its payment is unknown",
        };
    }
}
