using System.Globalization;
using PspLoad.Core.Errors;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Books;

/// <summary>
/// What the PSP began for the merchant and has not finished, from <c>GET /v1/ledger/pending</c>; see docs/reference-psp.md. The lists hold the oldest.
/// </summary>
/// <param name="SettlesWithinSeconds">after this time an authorisation that is open now is decided: give-up time, lease, and a round of recovery</param>
/// <param name="OperationsTotal">operations without an outcome</param>
/// <param name="Operations">the oldest of them</param>
/// <param name="ReversalsTotal">given-up authorisations whose cancellation the acquirer has not confirmed</param>
/// <param name="Reversals">the oldest of them</param>
/// <param name="Webhooks">events that were not delivered</param>
public sealed record PendingWork(
    int SettlesWithinSeconds,
    long OperationsTotal,
    IReadOnlyList<PendingOperation> Operations,
    long ReversalsTotal,
    IReadOnlyList<PendingOperation> Reversals,
    PendingWebhooks Webhooks
)
{
    private const int Named = 5;

    public TimeSpan SettlesWithin => TimeSpan.FromSeconds(SettlesWithinSeconds);

    /// <returns>null when the PSP does not have this part of the API</returns>
    /// <exception cref="OperationFailedException">it cannot be read</exception>
    public static Task<PendingWork?> ReadAsync(PspClient psp, CancellationToken cancellationToken) =>
        LedgerRequest.ReadAsync(psp, "/v1/ledger/pending", BooksJson.Default.PendingWork, cancellationToken);

    /// <returns>one sentence for each kind of unfinished work; the first few operations are named</returns>
    public IEnumerable<string> Describe()
    {
        if (OperationsTotal > 0)
            yield return $"the PSP has no outcome yet of {Count(OperationsTotal, "operation")}: {Names(OperationsTotal, Operations)}";
        if (ReversalsTotal > 0)
        {
            yield return $"the acquirer has not confirmed yet that {Count(ReversalsTotal, "authorisation")} that the PSP gave up "
                + $"{(ReversalsTotal == 1 ? "is" : "are")} cancelled: {Names(ReversalsTotal, Reversals)}";
        }
        if (Webhooks.Pending > 0)
            yield return $"the PSP has not delivered {Count(Webhooks.Pending, "webhook")} yet";
    }

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Names(long total, IReadOnlyList<PendingOperation> oldest)
    {
        var names = string.Join(", ", oldest.Take(Named));
        return total > Named ? string.Create(CultureInfo.InvariantCulture, $"{names}, and {total - Named} more") : names;
    }
}

/// <param name="Reference">at the acquirer</param>
/// <param name="PaymentId">the payment</param>
/// <param name="OrderId">its order</param>
/// <param name="Amount">of the operation, in minor units</param>
/// <param name="Currency">ISO 4217 code</param>
/// <param name="Since">when the PSP recorded it, UTC</param>
public sealed record PendingOperation(string Reference, string PaymentId, string OrderId, long Amount, string Currency, DateTime Since)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Reference} on {PaymentId} (order {OrderId}, {Amount} {Currency}, since {Since:HH:mm:ss})");
}

/// <param name="Pending">number of events</param>
/// <param name="Events">the oldest of them; null when the PSP only counts them</param>
public sealed record PendingWebhooks(long Pending, IReadOnlyList<PendingEvent>? Events = null);

/// <param name="OrderId">the order of an event that was not delivered</param>
public sealed record PendingEvent(string OrderId);
