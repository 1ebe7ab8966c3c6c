using System.Text.Json;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Books;

/// <summary>
/// Where both books ended before the run's first payment. Everything after it belongs to the run, whatever order it names. Otherwise a charge
/// for an order that nobody placed would be missed.
/// </summary>
/// <param name="From">earlier entries are not read; far enough before the run to tolerate clock differences</param>
/// <param name="LedgerCursor">cursor after the last entry of the PSP's ledger</param>
/// <param name="AcquirerSequence">number of the last line in the acquirer's book</param>
public sealed record BooksMark(DateTimeOffset From, string LedgerCursor, long AcquirerSequence)
{
    /// <summary>The name that begins all orders of the run; null in marks of earlier versions.</summary>
    public string? Run { get; init; }

    /// <summary>File name in the run's folder.</summary>
    public const string FileName = "books.json";

    /// <summary>Twice the largest clock difference: the PSP refuses signatures more than 5 minutes old or in the future.</summary>
    private static readonly TimeSpan s_before = TimeSpan.FromMinutes(10);

    /// <param name="psp">the PSP</param>
    /// <param name="acquirer">null when its book is not compared</param>
    /// <param name="run">the name that begins all orders of the run</param>
    /// <param name="time">wall clock</param>
    /// <param name="cancellationToken">gives up</param>
    /// <exception cref="OperationFailedException">a book cannot be read</exception>
    public static async Task<BooksMark> TakeAsync(PspClient psp, AcquirerAdmin? acquirer, string run, TimeProvider time, CancellationToken cancellationToken)
    {
        var mark = new BooksMark(time.GetUtcNow() - s_before, "0", 0) { Run = run };
        await foreach (var page in new LedgerPages(psp, mark).ReadAsync(cancellationToken))
            mark = mark with { LedgerCursor = page.Cursor };
        if (acquirer is not null)
        {
            await foreach (var line in acquirer.ReadBookAsync(cancellationToken))
                mark = mark with { AcquirerSequence = line.Sequence };
        }
        return mark;
    }

    /// <param name="folder">folder of the run</param>
    /// <exception cref="OperationFailedException">the file is missing or invalid</exception>
    public static BooksMark Load(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), BooksJson.Default.BooksMark) ?? throw new JsonException("the file holds null");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new OperationFailedException(ExitCode.InvalidUsage, $"{file} cannot be read: {e.Message}", "name the folder of a run with payments");
        }
    }

    /// <param name="folder">of the run</param>
    public void Save(string folder) =>
        DurableFile.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, BooksJson.Default.BooksMark));
}
