using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PspLoad.Core.Errors;
using PspLoad.Core.Load;
using PspLoad.Load.Http;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Books;

/// <returns>null: the document is empty</returns>
/// <exception cref="JsonException">the document is invalid</exception>
/// <exception cref="FormatException">the document is invalid</exception>
/// <exception cref="OverflowException">a number in the document is too large</exception>
internal delegate T? ParseBody<T>(ReadOnlySpan<byte> body);

/// <summary>Reads a document of the PSP's ledger API. Failed requests are repeated, because the PSP may still be recovering from the run's last
/// fault.</summary>
internal static class LedgerRequest
{
    private const int Attempts = 20,
        NotFound = 404;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    /// <param name="psp">the PSP</param>
    /// <param name="path">path with query</param>
    /// <param name="type">of the document</param>
    /// <param name="cancellationToken">gives up</param>
    /// <returns>null when the API has no such path (status 404)</returns>
    /// <exception cref="OperationFailedException">the document cannot be read</exception>
    public static Task<T?> ReadAsync<T>(PspClient psp, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => ReadAsync(psp, path, body => JsonSerializer.Deserialize(body, type), cancellationToken);

    /// <param name="psp">the PSP</param>
    /// <param name="path">path with query</param>
    /// <param name="parse">reads the document</param>
    /// <param name="cancellationToken">gives up</param>
    /// <returns>null when the API has no such path (status 404)</returns>
    /// <exception cref="OperationFailedException">the document cannot be read</exception>
    public static async Task<T?> ReadAsync<T>(PspClient psp, string path, ParseBody<T> parse, CancellationToken cancellationToken)
        where T : class
    {
        var problem = "";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(s_pause, psp.Time, cancellationToken);
            (var document, var status, problem) = await psp.GetAsync(
                path,
                "books",
                (exchange, response, _) => Parse(exchange, response, parse),
                cancellationToken
            );
            // The answer arrives on a socket thread. Yield, so that the caller does not block it.
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (document is not null)
                return document;
            if (status == NotFound)
                return null;
        }
        throw Unreadable(problem);
    }

    public static OperationFailedException Unreadable(string problem) =>
        new(ExitCode.ReconciliationViolated, $"the PSP's books cannot be read: {problem}", "run `reconcile` again when the PSP answers");

    private static (T? Document, int Status, string Problem) Parse<T>(in HttpExchange exchange, HttpResponse response, ParseBody<T> parse)
        where T : class
    {
        if (exchange.Error != ErrorKind.None)
            return (null, 0, $"{exchange.Error.Label()}: {exchange.Detail}");
        if (exchange.Status != 200)
            return (null, exchange.Status, $"status {exchange.Status} {Encoding.UTF8.GetString(response.Body[..Math.Min(200, response.Body.Length)])}");
        try
        {
            return (parse(response.Body), exchange.Status, "an empty answer");
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException)
        {
            return (null, exchange.Status, e.Message);
        }
    }
}
