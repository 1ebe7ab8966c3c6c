using PspLoad.Load.Http;
using PspLoad.Payments.Audit;
using PspLoad.Payments.Client;
using PspLoad.Payments.Notifications;
using PspLoad.Payments.Replicas;

namespace PspLoad.Runs.Sessions;

/// <summary>Where payments go, the merchant that takes them, and the books that show their outcome.</summary>
/// <param name="Target">URL, and the address to connect to</param>
/// <param name="Tls">trusted authorities</param>
/// <param name="Merchant">signs the requests</param>
/// <param name="Acquirer">client of the acquirer's administration; null: its book is not compared</param>
/// <param name="Database">finds the PSP's database server that takes writes; null: the database is not compared</param>
/// <param name="Webhooks">where this machine receives the PSP's webhooks; null: they are not received</param>
/// <param name="Replicas">compares primary and replica; null: there is no replica</param>
public sealed record PaymentTarget(
    HttpTarget Target,
    TlsOptions Tls,
    MerchantCredentials Merchant,
    HttpClient? Acquirer,
    PrimaryDatabase? Database,
    NotificationOptions? Webhooks,
    Func<CancellationToken, Task<(bool Agrees, IReadOnlyList<string> Differences)>>? Replicas
)
{
    /// <inheritdoc cref="AuditOptions.ResolveWithin"/>
    public TimeSpan ResolveWithin { get; init; } = AuditOptions.StandardResolveWithin;

    /// <inheritdoc cref="AuditOptions.SettleWithin"/>
    public TimeSpan SettleWithin { get; init; } = AuditOptions.StandardSettleWithin;
}
