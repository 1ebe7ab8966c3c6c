using System.Text.Json.Serialization;

namespace PspLoad.ReferencePsp.Contracts;

/// <summary>JSON of the API: camel case. Requests are read strictly (no unknown, repeated or wrongly typed fields); responses omit nulls.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 8
)]
[JsonSerializable(typeof(CreatePaymentRequest))]
[JsonSerializable(typeof(CreateTokenRequest))]
[JsonSerializable(typeof(AmountRequest))]
[JsonSerializable(typeof(AuthenticateRequest))]
[JsonSerializable(typeof(EmptyRequest))]
[JsonSerializable(typeof(PaymentResponse))]
[JsonSerializable(typeof(PaymentList))]
[JsonSerializable(typeof(RefundResponse))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(LedgerPage))]
[JsonSerializable(typeof(PendingResponse))]
[JsonSerializable(typeof(EventResponse))]
[JsonSerializable(typeof(ProblemResponse))]
public sealed partial class ApiJson : JsonSerializerContext;
