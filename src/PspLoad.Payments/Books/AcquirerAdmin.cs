using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PspLoad.Core.Errors;

namespace PspLoad.Payments.Books;

/// <summary>Client of the acquirer simulator's administration API.</summary>
/// <param name="http">client with the API's base address and the administrator's token</param>
public sealed class AcquirerAdmin(HttpClient http)
{
    /// <returns>the name of the present book; null when the acquirer does not name it</returns>
    /// <exception cref="OperationFailedException">the summary cannot be read</exception>
    internal async Task<string?> ReadEpochAsync(CancellationToken cancellationToken)
    {
        using var response = await GetAsync("/admin/book/summary", "application/json", cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(cancellationToken), BooksJson.Default.BookName)?.Epoch;
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            throw Unreadable(e.Message, e);
        }
    }

    /// <exception cref="OperationFailedException">the book cannot be read</exception>
    internal async IAsyncEnumerable<BookedCharge> ReadBookAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await GetAsync("/admin/book", "application/x-ndjson", cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
            yield return line;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string type, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue(type) } } };
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            response.Dispose();
            throw Unreadable($"status {(int)response.StatusCode}", null);
        }
        catch (HttpRequestException e)
        {
            throw Unreadable(e.Message, e);
        }
    }

    private static async Task<BookedCharge?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken) is { } line ? JsonSerializer.Deserialize(line, BooksJson.Default.BookedCharge) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            throw Unreadable(e.Message, e);
        }
    }

    private static OperationFailedException Unreadable(string problem, Exception? cause) =>
        new(ExitCode.ReconciliationViolated, $"the acquirer's book cannot be read: {problem}", "run `reconcile` again when the acquirer answers", cause);
}
