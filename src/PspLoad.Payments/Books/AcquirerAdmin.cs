using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PspLoad.Core.Errors;

namespace PspLoad.Payments.Books;

/// <summary>Client of the acquirer simulator's administration API.</summary>
/// <param name="http">client with the API's base address and the administrator's token</param>
public sealed class AcquirerAdmin(HttpClient http)
{
    /// <exception cref="OperationFailedException">the book cannot be read</exception>
    internal async IAsyncEnumerable<BookedCharge> ReadBookAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await GetAsync(cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
            yield return line;
    }

    private async Task<HttpResponseMessage> GetAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/book")
        {
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/x-ndjson") } },
        };
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
