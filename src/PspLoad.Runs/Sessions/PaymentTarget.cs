using PspLoad.Load.Http;
using PspLoad.Payments.Client;
using PspLoad.Payments.Replicas;

namespace PspLoad.Runs.Sessions;

/// <summary>Where payments go, for whom, and who can say what became of them.</summary>
/// <param name="Target">URL and address</param>
/// <param name="Tls">whom to trust</param>
/// <param name="Merchant">whose payments</param>
/// <param name="Acquirer">of the acquirer's administration; null: its book is not compared</param>
/// <param name="Database">asks the PSP's database server that takes writes; null: the database is not compared</param>
/// <param name="Replicas">compares primary and replica; null: there is none to compare</param>
public sealed record PaymentTarget(
    HttpTarget Target,
    TlsOptions Tls,
    MerchantCredentials Merchant,
    HttpClient? Acquirer,
    SqlQuery? Database,
    Func<CancellationToken, Task<(bool Agrees, IReadOnlyList<string> Differences)>>? Replicas
);
