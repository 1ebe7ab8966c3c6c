using System.Text.Json.Serialization;

namespace PspLoad.ReferencePsp.Contracts;

/// <summary>The API's JSON: camel case, strict on the way in (no unknown, doubled or wrongly typed fields), nulls left out on the way out.</summary>
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
[JsonSerializable(typeof(EventResponse))]
[JsonSerializable(typeof(ProblemResponse))]
public sealed partial class ApiJson : JsonSerializerContext;
