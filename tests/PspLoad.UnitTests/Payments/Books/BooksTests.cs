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

    /// <summary>Such an operation balances, but the merchant is not paid, or a hold stays.</summary>
    [Theory]
    [InlineData("payment", "acquirer_receivable", "suspense")]
    [InlineData("payment", "acquirer_receivable", "merchant_authorized")]
    [InlineData("authentication", "acquirer_authorized", "merchant_payable")]
    [InlineData("capture", "acquirer_receivable", "merchant_payable")]
    [InlineData("void", "merchant_payable", "acquirer_authorized")]
    [InlineData("refund", "suspense", "acquirer_receivable")]
    public async Task Credits_on_a_wrong_account_do_not_count(string kind, string debited, string credited)
    {
        using var journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
        using var psp = Client(journal, _ => Page("12", false, Entry("op_1", kind, debited, 100, 0), Entry("op_1", kind, credited, 0, 100)));

        var movement = Assert.Single(await new LedgerWitness(psp, s_mark).ReadAsync(Cancel).ToListAsync(Cancel));

        Assert.Equal((100, 0), (((Movement)movement).Debits, ((Movement)movement).Credits));
    }

    [Fact]
    public async Task A_charge_of_an_unknown_kind_is_a_charge()
    {
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, BookLine(3, "adjustment", "op_1", null, "o", 25, "approved", 1)))
        {
            BaseAddress = new Uri("http://acquirer.test"),
        };

        var charge = Assert.Single(await new AcquirerWitness(new AcquirerAdmin(http), s_mark).ReadAsync(Cancel).ToListAsync(Cancel));

        Assert.Equal((Effect.None, 25), (((Charge)charge).Effect, ((Charge)charge).Amount));
    }

    [Fact]
    public async Task Only_operations_carried_out_after_the_mark_are_charges()
    {
        var book = string.Join(
            '\n',
            BookLine(2, "sale", "op_0", null, "o", 1, "approved", 1),
            BookLine(3, "authorize", "op_1", null, "o", 100, "approved", 1),
            BookLine(4, "sale", "op_2", null, "o", 1, "declined", 0),
            BookLine(5, "void", "rev_1", "op_1", null, 0, "approved", 1)
        );
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, book)) { BaseAddress = new Uri("http://acquirer.test") };

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
