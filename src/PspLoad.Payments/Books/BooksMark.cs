using System.Text.Json;
using PspLoad.Core.Errors;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Books;

/// <summary>
/// Where both books ended before the run's first payment. What comes after belongs to the run, whatever order it names: a charge for an
/// order that nobody placed must not be overlooked.
/// </summary>
/// <param name="From">entries before are not looked at; well before the run, so that no clock matters</param>
/// <param name="LedgerCursor">of the PSP's books</param>
/// <param name="AcquirerSequence">last line of the acquirer's book</param>
public sealed record BooksMark(DateTimeOffset From, string LedgerCursor, long AcquirerSequence)
{
    /// <summary>Beside the journal in a run's folder.</summary>
    public const string FileName = "books.json";

    /// <summary>Twice as far as clocks can be apart: a PSP refuses a signature that is older or newer than 5 minutes.</summary>
    private static readonly TimeSpan s_before = TimeSpan.FromMinutes(10);

    /// <param name="psp">whose books</param>
    /// <param name="acquirer">null: its book is not compared</param>
    /// <param name="time">wall clock</param>
    /// <param name="cancellationToken">gives up</param>
    /// <exception cref="OperationFailedException">a book cannot be read</exception>
    public static async Task<BooksMark> TakeAsync(PspClient psp, AcquirerAdmin? acquirer, TimeProvider time, CancellationToken cancellationToken)
    {
        var mark = new BooksMark(time.GetUtcNow() - s_before, "0", 0);
        await foreach (var page in new LedgerPages(psp, mark).ReadAsync(cancellationToken))
            mark = mark with { LedgerCursor = page.Cursor };
        if (acquirer is not null)
        {
            await foreach (var line in acquirer.ReadBookAsync(cancellationToken))
                mark = mark with { AcquirerSequence = line.Sequence };
        }
        return mark;
    }

    /// <param name="folder">of the run</param>
    /// <exception cref="OperationFailedException">there is no mark, or it cannot be read</exception>
    public static BooksMark Load(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), BooksJson.Default.BooksMark) ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new OperationFailedException(ExitCode.InvalidUsage, $"{file} cannot be read: {e.Message}", "name the folder of a run that drove payments");
        }
    }

    /// <param name="folder">of the run</param>
    public void Save(string folder)
    {
        var file = Path.Combine(folder, FileName);
        File.WriteAllBytes(file + ".tmp", JsonSerializer.SerializeToUtf8Bytes(this, BooksJson.Default.BooksMark));
        File.Move(file + ".tmp", file, overwrite: true);
    }
}
