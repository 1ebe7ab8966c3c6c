using System.Text.Json;
using System.Text.Json.Serialization;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;
using PspLoad.Payments.Client;

namespace PspLoad.Payments.Books;

/// <summary>
/// The run's part of the books. Everything between its begin and its end belongs to the run, whatever order it names: otherwise a charge for an order
/// that nobody placed would be missed. After its end only what names one of its orders belongs to it: later runs use the same books.
/// </summary>
/// <param name="From">earlier entries are not read; far enough before the run to tolerate clock differences</param>
/// <param name="LedgerCursor">cursor after the last entry of the PSP's ledger</param>
/// <param name="AcquirerSequence">number of the last line in the acquirer's book</param>
public sealed record BooksMark(DateTimeOffset From, string LedgerCursor, long AcquirerSequence)
{
    /// <summary>The name that begins all orders of the run; null in marks of earlier versions.</summary>
    public string? Run { get; init; }

    /// <summary>The names of all runs that the mark covers: one, unless they were put <see cref="Together"/>. Empty in marks of earlier versions.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Runs
    {
        get => field ?? (Run is null ? [] : [Run]);
        init;
    }

    /// <summary>Tells the merchants of different runs apart; null in marks of earlier versions. See <see cref="MerchantCredentials.Fingerprint"/>.</summary>
    public string? Merchant { get; init; }

    /// <summary>Names the acquirer's book: a book with another epoch has begun anew. Null when the acquirer does not name it.</summary>
    public string? AcquirerEpoch { get; init; }

    /// <summary>Where both books ended after the first reconciliation of the run; null before it.</summary>
    public BooksEnd? End { get; init; }

    /// <summary>File name in the run's folder.</summary>
    public const string FileName = "books.json";

    /// <summary>When the mark was taken, wall clock of the harness.</summary>
    [JsonIgnore]
    public DateTimeOffset Began => From + s_before;

    /// <summary>Twice the largest clock difference: the PSP refuses signatures more than 5 minutes old or in the future.</summary>
    private static readonly TimeSpan s_before = TimeSpan.FromMinutes(10);

    /// <summary>Links are not followed: <c>latest</c> is one.</summary>
    private static readonly EnumerationOptions s_everywhere = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <param name="psp">the PSP</param>
    /// <param name="acquirer">null when its book is not compared</param>
    /// <param name="run">the name that begins all orders of the run</param>
    /// <param name="time">wall clock</param>
    /// <param name="cancellationToken">gives up</param>
    /// <exception cref="OperationFailedException">a book cannot be read</exception>
    public static async Task<BooksMark> TakeAsync(PspClient psp, AcquirerAdmin? acquirer, string run, TimeProvider time, CancellationToken cancellationToken)
    {
        var mark = new BooksMark(time.GetUtcNow() - s_before, "0", 0) { Run = run, Merchant = psp.Merchant.Fingerprint };
        await foreach (var page in new LedgerPages(psp, mark).ReadAsync(cancellationToken))
            mark = mark with { LedgerCursor = page.Cursor };
        if (acquirer is not null)
        {
            mark = mark with { AcquirerEpoch = await acquirer.ReadEpochAsync(cancellationToken) };
            await foreach (var line in acquirer.ReadBookAsync(cancellationToken))
                mark = mark with { AcquirerSequence = line.Sequence };
        }
        return mark;
    }

    /// <summary>Covers several runs of one merchant, one after the other: from the begin of the first until now.</summary>
    public static BooksMark Together(IReadOnlyCollection<BooksMark> runs) =>
        runs.MinBy(mark => mark.From)! with
        {
            Run = null,
            End = null,
            Runs = [.. runs.SelectMany(mark => mark.Runs)],
        };

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

    /// <summary>A run that was killed has no end. It ended where the next run of its merchant began.</summary>
    /// <param name="results">folder with all runs</param>
    /// <returns>the begin of that run as an end; null when there is no later run</returns>
    public BooksEnd? NextBegin(string results)
    {
        if (Merchant is null || !Directory.Exists(results))
            return null;
        var next = Directory
            .EnumerateFiles(results, FileName, s_everywhere)
            .Select(TryRead)
            .Where(mark => mark is not null && mark.Merchant == Merchant && mark.From > From)
            .MinBy(mark => mark!.From);
        return next is null ? null : new BooksEnd(next.LedgerCursor, next.AcquirerSequence);
    }

    /// <summary>The mark with its end, unless it has one: where the books ended when they were read for the first time.</summary>
    /// <param name="books">the witnesses, after reading</param>
    public BooksMark EndedAt(IReadOnlyList<IWitness> books) =>
        End is null && books.OfType<LedgerWitness>().SingleOrDefault()?.Reached is { } cursor
            ? this with
            {
                End = new BooksEnd(cursor, books.OfType<AcquirerWitness>().SingleOrDefault()?.Reached ?? 0),
            }
            : this;

    /// <param name="orderId">the order that an entry names</param>
    internal bool IsOwn(string? orderId) => orderId is not null && Runs.Any(run => orderId.StartsWith(run + "-", StringComparison.Ordinal));

    /// <returns>null for a file that is no mark: it cannot end a run</returns>
    private static BooksMark? TryRead(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), BooksJson.Default.BooksMark);
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>Where both books ended.</summary>
/// <param name="LedgerCursor">cursor after the last entry of the PSP's ledger; the reference PSP's cursors are the ids of entries</param>
/// <param name="AcquirerSequence">number of the last line in the acquirer's book</param>
public sealed record BooksEnd(string LedgerCursor, long AcquirerSequence);
