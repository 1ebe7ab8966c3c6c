using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Api;

/// <summary>Reads bodies and answers with problem+json.</summary>
public static class ProblemAnswers
{
    public static Task WriteProblemAsync(this HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(problem, AcquirerJson.Default.Problem, "application/problem+json", context.RequestAborted);
    }

    /// <returns>the body; null when the request was answered with a problem</returns>
    public static async Task<T?> ReadBodyAsync<T>(this HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            await context.WriteProblemAsync(new("Unsupported media type", 415, "the body must be application/json"));
            return null;
        }

        try
        {
            if (await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) is { } body)
                return body;
            await context.WriteProblemAsync(new("Malformed JSON", 400, "the body must be an object"));
        }
        catch (JsonException failure)
        {
            var field = failure.Path is { Length: > 2 } path ? path[2..] : null;
            var detail = field is null
                ? $"not a JSON object (line {failure.LineNumber + 1}, byte {failure.BytePositionInLine})"
                : $"{field} is unknown, repeated or of the wrong type";
            await context.WriteProblemAsync(new("Malformed JSON", 400, detail, field));
        }
        catch (BadHttpRequestException failure)
        {
            await context.WriteProblemAsync(new("Bad request", failure.StatusCode, "the body is too large or incomplete"));
        }

        return null;
    }
}
