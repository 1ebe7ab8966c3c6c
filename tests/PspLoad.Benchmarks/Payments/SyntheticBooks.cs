using System.Globalization;
using System.Text;
using PspLoad.Load.Http;
using PspLoad.Payments.Client;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;

namespace PspLoad.Benchmarks.Payments;

/// <summary>
/// Journal, ledger and acquirer's book of an invented run. Its sales are acknowledged, booked and carried out, except for a known few.
/// </summary>
/// <param name="operations">number of sales</param>
internal sealed class SyntheticBooks(int operations) : IHttpTransport
{
    /// <summary>One sale in this many is missing from the PSP's books.</summary>
    public const int LostEvery = 10_007;

    private const int PageSize = 2_000;
    private const long Start = 1_767_225_600_000_000;

    public ConnectionCounts Connections => default;

    public static HttpTarget Target { get; } = new(new Uri("http://psp.test/"));

    public int Lost => (operations + LostEvery - 1) / LostEvery;

    public void WriteJournal(string folder)
    {
        using var journal = new PaymentJournal(folder);
        for (var i = 0; i < operations; i++)
        {
            var (order, key) = ($"bcdfghjklm-{i}", $"bcdfghjklm-{i}.1-sale");
            journal.Write(new Intent(order, Start + i * 100L, key, PspOperations.Sale, Effect.Sale, null, 1999, "EUR", $"approve-{i}"));
            journal.Write(
                new Answer(
                    order,
                    Start + i * 100L + 50,
                    key,
                    PaymentOutcome.Acknowledged,
                    Effect.Sale,
                    201,
                    Payment(i),
                    PaymentStates.Captured,
                    1999,
                    "EUR",
                    key
                )
            );
        }
    }

    public async IAsyncEnumerable<StoryRecord> AcquirerAsync()
    {
        await Task.CompletedTask;
        for (var i = 0; i < operations; i++)
            yield return new Charge($"bcdfghjklm-{i}", Start + i * 100L + 30, Reference(i), null, Effect.Sale, 1999, "EUR", 1);
    }

    /// <summary>Returns one page of the ledger. The cursor is the number of the next sale.</summary>
    public ValueTask<HttpExchange> SendAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        var line = Encoding.ASCII.GetString(request.Bytes.Span);
        var from = line.IndexOf("cursor=", StringComparison.Ordinal) + 7;
        var sale = int.Parse(line.AsSpan(from, line.IndexOf('&', from) - from), CultureInfo.InvariantCulture);
        var page = new StringBuilder("{\"data\":[");
        var entries = 0;
        for (; sale < operations && entries < PageSize; sale++)
        {
            if (sale % LostEvery == 0)
                continue;
            foreach (var (account, debit, credit) in new[] { ("acquirer_receivable", 1999, 0), ("merchant_payable", 0, 1999) })
            {
                page.Append(entries++ == 0 ? "" : ",")
                    .Append(
                        CultureInfo.InvariantCulture,
                        $"{{\"id\":{2 * sale},\"operationId\":\"{Reference(sale)}\",\"paymentId\":\"{Payment(sale)}\",\"orderId\":\"bcdfghjklm-{sale}\",\"kind\":\"payment\",\"account\":\"{account}\",\"debit\":{debit},\"credit\":{credit},\"currency\":\"EUR\",\"createdAt\":\"2026-01-01T00:00:00.000Z\"}}"
                    );
            }
        }
        page.Append(CultureInfo.InvariantCulture, $"],\"cursor\":\"{sale}\",\"hasMore\":{(sale < operations ? "true" : "false")}}}");
        response.Clear();
        response.AppendBody(Encoding.ASCII.GetBytes(page.ToString()));
        return ValueTask.FromResult(new HttpExchange { Status = 200 });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Payment(int i) => $"pay_0194d3a07a1f7c3e8d1b2a5c{i:x8}";

    private static string Reference(int i) => $"op_0194d3a07a1f7c3e8d1b2a5c{i:x8}";
}
