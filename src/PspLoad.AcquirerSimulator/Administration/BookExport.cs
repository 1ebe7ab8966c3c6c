using System.Text;
using System.Text.Json;
using PspLoad.AcquirerSimulator.Api;
using PspLoad.AcquirerSimulator.Booking;
using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Administration;

/// <summary>Writes the book as JSON lines or CSV (RFC 4180).</summary>
public static class BookExport
{
    private const string CsvHeader = "sequence,at,operation,reference,parent,orderId,amount,currency,card,outcome,reason,attempts,charges,epoch\r\n";

    public static async Task WriteJsonLinesAsync(IReadOnlyList<BookLine> lines, Stream output, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            await JsonSerializer.SerializeAsync(output, line, AcquirerJson.Default.BookLine, cancellationToken);
            await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }
    }

    public static async Task WriteCsvAsync(IReadOnlyList<BookLine> lines, Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(CsvHeader), cancellationToken);
        foreach (var line in lines)
        {
            var row = string.Join(
                ',',
                line.Sequence,
                $"{line.At.UtcDateTime:O}",
                line.Operation.Name(),
                line.Reference,
                line.Parent,
                Quote(line.OrderId),
                line.Amount,
                line.Currency,
                line.Card,
                line.Outcome.ToString().ToLowerInvariant(),
                line.Reason,
                line.Attempts,
                line.Charges,
                line.Epoch
            );
            await output.WriteAsync(Encoding.UTF8.GetBytes(row + "\r\n"), cancellationToken);
        }
    }

    /// <summary>Only the order id is free text.</summary>
    private static string? Quote(string? text) => text is not null && text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
