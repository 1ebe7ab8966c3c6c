using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PspLoad.Core.Errors;
using PspLoad.Core.Load;
using PspLoad.Load.Http;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Books;

/// <summary>Reads the PSP's ledger page by page. Failed requests are repeated, because the PSP may still be recovering from the run's last
/// fault.</summary>
/// <param name="psp">the PSP</param>
/// <param name="mark">where to begin</param>
internal sealed class LedgerPages(PspClient psp, BooksMark mark)
{
    private const int PageSize = 2_000,
        Attempts = 20;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Ends with the ledger's current last entry.</summary>
    /// <exception cref="OperationFailedException">a page cannot be read</exception>
    public async IAsyncEnumerable<LedgerEntriesPage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LedgerEntriesPage page;
        var cursor = mark.LedgerCursor;
        do
        {
            page = await ReadPageAsync(
                $"/v1/ledger/entries?from={mark.From.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&cursor={cursor}&limit={PageSize}",
                cancellationToken
            );
            cursor = page.Cursor;
            yield return page;
        } while (page.HasMore);
    }

    private async Task<LedgerEntriesPage> ReadPageAsync(string path, CancellationToken cancellationToken)
    {
        var problem = "";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(s_pause, psp.Time, cancellationToken);
            (var page, problem) = await psp.GetAsync(path, "books", static (exchange, response, _) => Parse(exchange, response), cancellationToken);
            // The answer arrives on a socket thread. Yield, so that the caller does not block it.
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (page is not null)
                return page;
        }
        throw new OperationFailedException(
            ExitCode.ReconciliationViolated,
            $"the PSP's books cannot be read: {problem}",
            "run `reconcile` again when the PSP answers"
        );
    }

    private static (LedgerEntriesPage? Page, string Problem) Parse(in HttpExchange exchange, HttpResponse response)
    {
        if (exchange.Error != ErrorKind.None)
            return (null, $"{exchange.Error.Label()}: {exchange.Detail}");
        if (exchange.Status != 200)
            return (null, $"status {exchange.Status} {Encoding.UTF8.GetString(response.Body[..Math.Min(200, response.Body.Length)])}");
        try
        {
            return (JsonSerializer.Deserialize(response.Body, BooksJson.Default.LedgerEntriesPage), "an empty answer");
        }
        catch (JsonException e)
        {
            return (null, e.Message);
        }
    }
}
