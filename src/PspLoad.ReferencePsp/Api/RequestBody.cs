using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PspLoad.ReferencePsp.Contracts;

namespace PspLoad.ReferencePsp.Api;

/// <summary>Reads a body and turns errors of the JSON reader into field errors.</summary>
public static class RequestBody
{
    /// <exception cref="ProblemException">413</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            throw Problems.TooLarge(limit);
        var buffer = new byte[request.ContentLength ?? limit + 1];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                break;
            length += read;
        }

        return length <= limit ? buffer.AsMemory(0, length) : throw Problems.TooLarge(limit);
    }

    /// <exception cref="ProblemException">400 with the field's name, 415</exception>
    public static T Parse<T>(ApiCall call, JsonTypeInfo<T> type, bool optional = false)
        where T : class, new()
    {
        if (call.Body.IsEmpty && optional)
            return new T();
        if (call.Http.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw Problems.NotJson();
        try
        {
            return JsonSerializer.Deserialize(call.Body.Span, type) ?? throw Problems.Invalid(new FieldError("body", "must be an object"));
        }
        catch (JsonException exception)
        {
            throw Problems.Invalid(Explain(exception));
        }
    }

    private static FieldError Explain(JsonException exception)
    {
        var field = exception.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";
        // A syntax error has an inner exception of the reader, with a position.
        if (exception.InnerException is JsonException)
            return new FieldError(field, $"is not well-formed JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})");
        if (exception.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return new FieldError(field, "is not a known field");
        if (exception.Message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase))
            return new FieldError(field, "is given twice");
        return new FieldError(field, field is "body" ? "must be an object" : "has the wrong type or is out of range");
    }
}
