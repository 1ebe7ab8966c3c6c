using System.Net;
using System.Text;
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
    public async Task Entries_of_an_operation_become_one_movement_also_over_the_end_of_a_page()
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
            ],
            movements
                .Cast<Movement>()
                .Select(movement => (movement.Reference, movement.Effect, movement.Amount, movement.Debits, movement.Credits))
                .OrderBy(movement => movement.Reference, StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Only_what_took_place_after_the_mark_is_a_charge()
    {
        const string Book = """
            { "sequence": 2, "at": "2026-01-02T03:04:06.000Z", "operation": "sale", "reference": "op_0", "parent": null, "orderId": "o", "amount": 1, "currency": "EUR", "card": "4", "outcome": "approved", "reason": null, "attempts": 1, "charges": 1 }
            { "sequence": 3, "at": "2026-01-02T03:04:06.000Z", "operation": "authorize", "reference": "op_1", "parent": null, "orderId": "o", "amount": 100, "currency": "EUR", "card": "4", "outcome": "approved", "reason": null, "attempts": 3, "charges": 1 }
            { "sequence": 4, "at": "2026-01-02T03:04:06.000Z", "operation": "sale", "reference": "op_2", "parent": null, "orderId": "o", "amount": 1, "currency": "EUR", "card": "4", "outcome": "declined", "reason": "x", "attempts": 1, "charges": 0 }
            { "sequence": 5, "at": "2026-01-02T03:04:06.000Z", "operation": "void", "reference": "rev_1", "parent": "op_1", "orderId": null, "amount": 0, "currency": null, "card": null, "outcome": "approved", "reason": null, "attempts": 1, "charges": 1 }
            """;
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, Book)) { BaseAddress = new Uri("http://acquirer.test") };

        var charges = await new AcquirerWitness(new AcquirerAdmin(http), s_mark).ReadAsync(Cancel).ToListAsync(Cancel);

        Assert.Equal(
            [
                new Charge("o", 1767323046000000, "op_1", null, Effect.Authorize, 100, "EUR", 1),
                new Charge("rev_1", 1767323046000000, "rev_1", "op_1", Effect.Void, 0, null, 1),
            ],
            charges
        );
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "", "status 401")]
    [InlineData(HttpStatusCode.OK, "{ \"sequence\": 3 }", "operation")]
    public async Task A_book_that_cannot_be_read_is_a_failure_with_a_remedy(HttpStatusCode status, string text, string problem)
    {
        using var http = new HttpClient(new Canned(status, text)) { BaseAddress = new Uri("http://acquirer.test") };

        var failure = await Assert.ThrowsAsync<OperationFailedException>(async () =>
            await new AcquirerWitness(new AcquirerAdmin(http), s_mark).ReadAsync(Cancel).ToListAsync(Cancel)
        );

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.ReconciliationViolated, failure.ExitCode);
    }

    [Fact]
    public async Task A_mark_is_where_both_books_end_and_comes_back_from_its_file()
    {
        using var http = new HttpClient(
            new Canned(
                HttpStatusCode.OK,
                """{ "sequence": 7, "at": "2026-01-02T03:04:06.000Z", "operation": "sale", "reference": "op_0", "parent": null, "orderId": "o", "amount": 1, "currency": "EUR", "outcome": "approved", "charges": 1 }"""
            )
        )
        {
            BaseAddress = new Uri("http://acquirer.test"),
        };
        using var journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
        using var psp = Client(journal, path =>
            path.Contains("cursor=0", StringComparison.Ordinal) ? Page("31", true, Entry("op_1", "payment", "acquirer_receivable", 1, 0)) : Page("44", false)
        );

        var mark = await BooksMark.TakeAsync(psp, new AcquirerAdmin(http), TimeProvider.System, Cancel);
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
        $$"""{"id":1,"operationId":"{{operation}}","paymentId":"pay_1","orderId":"o","kind":"{{kind}}","account":"{{account}}","debit":{{debit}},"credit":{{credit}},"currency":"EUR","createdAt":"2026-01-02T03:04:06"}""";

    private sealed class Canned(HttpStatusCode status, string text) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(text, Encoding.UTF8, "application/x-ndjson") });
    }
}
