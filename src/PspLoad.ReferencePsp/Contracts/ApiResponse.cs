using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PspLoad.ReferencePsp.Contracts;

/// <summary>An answer to a client, also stored for its idempotency key.</summary>
/// <param name="Status">HTTP status</param>
/// <param name="Body">JSON; problem+json from 400 on</param>
public sealed record ApiResponse(int Status, byte[] Body)
{
    /// <summary>The answer was stored earlier for the same key.</summary>
    public bool Replayed { get; init; }

    /// <summary>Seconds after which the client should try again.</summary>
    public int? RetryAfter { get; init; }

    public string ContentType { get; init; } = Status >= 400 ? "application/problem+json" : "application/json";

    public static ApiResponse Json<T>(int status, T body, JsonTypeInfo<T> type) => new(status, JsonSerializer.SerializeToUtf8Bytes(body, type));
}
