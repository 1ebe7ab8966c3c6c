using System.Runtime.CompilerServices;
using PspLoad.Core.Errors;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Books;

/// <summary>Reads the PSP's ledger page by page.</summary>
/// <param name="psp">the PSP</param>
/// <param name="mark">where to begin</param>
internal sealed class LedgerPages(PspClient psp, BooksMark mark)
{
    private const int PageSize = 2_000;

    /// <summary>Ends with the ledger's current last entry.</summary>
    /// <exception cref="OperationFailedException">a page cannot be read</exception>
    public async IAsyncEnumerable<LedgerEntriesPage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LedgerEntriesPage page;
        var cursor = mark.LedgerCursor;
        do
        {
            var path = $"/v1/ledger/entries?from={mark.From.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&cursor={cursor}&limit={PageSize}";
            page = await LedgerRequest.ReadAsync(psp, path, BooksJson.Default.LedgerEntriesPage, cancellationToken)
                ?? throw LedgerRequest.Unreadable("status 404; it has no ledger");
            cursor = page.Cursor;
            yield return page;
        } while (page.HasMore);
    }
}
