using System.Net;
using System.Text;
using System.Text.Json;
using PspLoad.Core.Errors;
using PspLoad.Payments.Books;
using PspLoad.Payments.Client;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;
using PspLoad.UnitTests.Payments.Flows;

namespace PspLoad.UnitTests.Payments.Books;

public sealed class BooksTests : IDisposable
{
    private static readonly BooksMark s_mark = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "10", 2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-books-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Entries_of_an_operation_become_one_movement_across_pages()
    {
        Dictionary<string, string> pages = new()
        {
            ["/v1/ledger/entries?from=2026-01-02T03:04:05Z&cursor=10&limit=2000"] = Page(
                "12",
                true,
                Entry("op_1", "payment", "acquirer_receivable", 100, 0),
                Entry("op_2", "payment", "acquirer_authorized", 50, 0),
                Entry("op_1", "payment", "merchant_payable", 0, 100)
            ),
            ["/v1/ledger/entries?from=2026-01-02T03:04:05Z&cursor=12&limit=2000"] = Page(
                "16",
                false,
                Entry("op_2", "payment", "merchant_authorized", 0, 50),
                Entry("op_3", "capture", "merchant_authorized", 20, 0),
                Entry("op_3", "capture", "acquirer_authorized", 0, 20),
                Entry("op_3", "capture", "acquirer_receivable", 20, 0),
                Entry("op_3", "capture", "merchant_payable", 0, 20),
                Entry("op_4", "refund", "merchant_payable", 5, 0),
                Entry("op_4", "refund", "acquirer_receivable", 0, 5),
                Entry("op_4", "refund", "merchant_authorized", 30, 0),
                Entry("op_4", "refund", "acquirer_authorized", 0, 30),
                Entry("op_6", "chargeback", "merchant_payable", 15, 0),
                Entry("op_6", "chargeback", "acquirer_receivable", 0, 15),
                Entry("op_5", "void", "merchant_authorized", 9, 0),
                Entry("op_5", "void", "acquirer_authorized", 0, 8)
            ),
        };
        using var journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
        using var psp = Client(journal, path => pages[path]);

        var movements = await new LedgerWitness(psp, s_mark).ReadAsync(Cancel).ToListAsync(Cancel);

        Assert.Equal(
            [
                ("op_1", Effect.Sale, 100, 100, 100),
                ("op_2", Effect.Authorize, 50, 50, 50),
                ("op_3", Effect.Capture, 20, 40, 40),
                ("op_4", Effect.Refund, 5, 35, 35),
                ("op_5", Effect.Void, 8, 9, 8),
                ("op_6", Effect.Chargeback, 15, 15, 15),
            ],
            movements
                .Cast<Movement>()
                .Select(movement => (movement.Reference, movement.Effect, movement.Amount, movement.Debits, movement.Credits))
                .OrderBy(movement => movement.Reference, StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Only_operations_carried_out_after_the_mark_are_charges()
    {
        var book = string.Join(
            '\n',
            BookLine(2, "sale", "op_0", null, "o", 1, "approved", 1),
            BookLine(3, "authorize", "op_1", null, "o", 100, "approved", 1),
            BookLine(4, "sale", "op_2", null, "o", 1, "declined", 0),
            BookLine(5, "void", "rev_1", "op_1", null, 0, "approved", 1),
            BookLine(6, "chargeback", "cbk_7", "op_3", "o", 30, "approved", 1),
            BookLine(7, "chargeback", "cbk_8", "op_3", "o", 30, "approved", 0)
        );
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, book)) { BaseAddress = new Uri("http://acquirer.test") };

        var charges = await new AcquirerWitness(new AcquirerAdmin(http), s_mark).ReadAsync(Cancel).ToListAsync(Cancel);

        Assert.Equal(
            [
                new Charge("o", 1767323046000000, "op_1", null, Effect.Authorize, 100, "EUR", 1),
                new Charge("rev_1", 1767323046000000, "rev_1", "op_1", Effect.Void, 0, null, 1),
                new Charge("o", 1767323046000000, "op_7", "op_3", Effect.Chargeback, 30, "EUR", 1),
            ],
            charges
        );
    }

    [Fact]
    public async Task The_settlement_files_of_all_days_since_the_mark_become_lines()
    {
        const string Header = "time,payment_id,order_id,operation_id,kind,currency,amount_minor,entry_id\n";
        List<string> asked = [];
        using var journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
        var mark = s_mark with { From = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1) };
        using var psp = Client(journal, path =>
        {
            asked.Add(path);
            return asked.Count > 1
                ? Header
                : Header
                    + "2026-01-02T03:04:06.000001Z,pay_1,o-1,op_1,payment,JPY,900,12\n"
                    + "2026-01-02T03:04:06.000002Z,pay_1,\"'=o, \"\"1\"\"\",op_2,refund,JPY,-50,14\n"
                    + "2026-01-02T03:04:06.000003Z,pay_2,o-2,op_3,chargeback,KWD,-1500,16\n";
        });

        var lines = await new SettlementWitness(psp, mark).ReadAsync(Cancel).ToListAsync(Cancel);

        Assert.Equal(
            [
                new SettledLine("o-1", 1767323046000001, "op_1", "pay_1", Effect.Sale, 900, "JPY"),
                new SettledLine("=o, \"1\"", 1767323046000002, "op_2", "pay_1", Effect.Refund, 50, "JPY"),
                new SettledLine("o-2", 1767323046000003, "op_3", "pay_2", Effect.Chargeback, 1500, "KWD"),
            ],
            lines
        );
        Assert.InRange(asked.Count, 2, 3);
        Assert.Equal($"/v1/settlements/{mark.From.UtcDateTime:yyyy-MM-dd}?cursor=10&limit=5000", asked[0]);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "", "status 401")]
    [InlineData(HttpStatusCode.OK, "{ \"sequence\": 3 }", "operation")]
    public async Task An_unreadable_book_is_an_error_with_a_remedy(HttpStatusCode status, string text, string problem)
    {
        using var http = new HttpClient(new Canned(status, text)) { BaseAddress = new Uri("http://acquirer.test") };

        var failure = await Assert.ThrowsAsync<OperationFailedException>(async () =>
            await new AcquirerWitness(new AcquirerAdmin(http), s_mark).ReadAsync(Cancel).ToListAsync(Cancel)
        );

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.ReconciliationViolated, failure.ExitCode);
    }

    [Fact]
    public async Task A_mark_is_the_end_of_both_books_and_can_be_read_back()
    {
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, BookLine(7, "sale", "op_0", null, "o", 1, "approved", 1)))
        {
            BaseAddress = new Uri("http://acquirer.test"),
        };
        using var journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
        using var psp = Client(journal, path =>
            path.Contains("cursor=0", StringComparison.Ordinal) ? Page("31", true, Entry("op_1", "payment", "acquirer_receivable", 1, 0)) : Page("44", false)
        );

        var mark = await BooksMark.TakeAsync(psp, new AcquirerAdmin(http), "abcdefghij", TimeProvider.System, Cancel);
        mark.Save(_folder);

        Assert.Equal(("44", 7), (mark.LedgerCursor, mark.AcquirerSequence));
        Assert.InRange(TimeProvider.System.GetUtcNow() - mark.From, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));
        Assert.Equal(mark, BooksMark.Load(_folder));
        Assert.Throws<OperationFailedException>(() => BooksMark.Load(Path.Combine(_folder, "elsewhere")));
    }

    private static PspClient Client(PaymentJournal journal, Func<string, string> page) =>
        new(
            new ModelTransport((_, path, _, _) => (200, page(path), false), TimeProvider.System.GetUtcNow),
            ModelTransport.Target,
            new MerchantCredentials(ModelTransport.Key, ModelTransport.Secret),
            journal,
            TimeProvider.System
        );

    private static string Page(string cursor, bool more, params string[] entries) =>
        $$"""{"data":[{{string.Join(',', entries)}}],"cursor":"{{cursor}}","hasMore":{{(more ? "true" : "false")}}}""";

    private static string Entry(string operation, string kind, string account, long debit, long credit) =>
        $$"""{"id":1,"operationId":"{{operation}}","paymentId":"pay_1","orderId":"o","kind":"{{kind}}","account":"{{account}}", """
        + $$""" "debit":{{debit}},"credit":{{credit}},"currency":"EUR","createdAt":"2026-01-02T03:04:06"}""";

    /// <summary>A line of the acquirer's book, including fields that the reader ignores.</summary>
    private static string BookLine(
        long sequence,
        string operation,
        string reference,
        string? parent,
        string? order,
        long amount,
        string outcome,
        int charges
    ) =>
        JsonSerializer.Serialize(
            new
            {
                sequence,
                at = "2026-01-02T03:04:06.000Z",
                operation,
                reference,
                parent,
                orderId = order,
                amount,
                currency = order is null ? null : "EUR",
                card = order is null ? null : "4",
                outcome,
                reason = (string?)null,
                attempts = 1,
                charges,
            }
        );

    private sealed class Canned(HttpStatusCode status, string text) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(text, Encoding.UTF8, "application/x-ndjson") });
    }
}
