using System.Text.Json.Serialization;

namespace PspLoad.Payments.Books;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(LedgerPage))]
[JsonSerializable(typeof(BookedCharge))]
[JsonSerializable(typeof(BooksMark))]
internal sealed partial class BooksJson : JsonSerializerContext;
