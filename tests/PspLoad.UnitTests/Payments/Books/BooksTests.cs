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

    private const string Epoch = "book-1",
        Summary = $$"""{"epoch":"{{Epoch}}","entries":3}""";

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
            BookLine(5, "void", "rev_1", "op_1", null, 0, "approved", 1),
            BookLine(6, "chargeback", "cbk_7", "op_3", "o", 30, "approved", 1),
            BookLine(7, "chargeback", "cbk_8", "op_3", "o", 30, "approved", 0)
        );
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, book)) { BaseAddress = new Uri("http://acquirer.test") };

        var charges = await new AcquirerWitness(new AcquirerAdmin(http), s_mark).ReadAsync(Cancel).ToListAsync(Cancel);

        Assert.Equal(
            [
                new Charge("o", 1767323046000000, "op_1", null, Effect.Authorize, 100, "EUR", 1, "4"),
                new Charge("rev_1", 1767323046000000, "rev_1", "op_1", Effect.Void, 0, null, 1),
                new Charge("o", 1767323046000000, "op_7", "op_3", Effect.Chargeback, 30, "EUR", 1, "4"),
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

        Assert.Equal(("44", 7, Epoch, "abcdefghij"), (mark.LedgerCursor, mark.AcquirerSequence, mark.AcquirerEpoch, mark.Run));
        Assert.InRange(TimeProvider.System.GetUtcNow() - mark.From, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));
        Assert.Equal(mark, BooksMark.Load(_folder));
        Assert.Throws<OperationFailedException>(() => BooksMark.Load(Path.Combine(_folder, "elsewhere")));
    }

    [Fact]
    public async Task After_its_end_only_the_runs_own_orders_belong_to_it()
    {
        var mark = s_mark with { Run = "abcdefghij", AcquirerEpoch = Epoch, End = new BooksEnd("12", 3) };
        using var journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
        using var psp = Client(journal, _ =>
            Page(
                "14",
                false,
                Entry("op_1", "payment", "acquirer_receivable", 1, 1, id: 12, order: "nobody's"),
                Entry("op_2", "payment", "acquirer_receivable", 1, 1, id: 13, order: "klmnopqrst-1"),
                Entry("op_3", "payment", "acquirer_receivable", 1, 1, id: 14, order: "abcdefghij-1")
            )
        );
        var book = string.Join(
            '\n',
            BookLine(3, "sale", "op_1", null, "nobody's", 1, "approved", 1),
            BookLine(4, "sale", "op_2", null, "klmnopqrst-1", 1, "approved", 1),
            BookLine(5, "sale", "op_3", null, "abcdefghij-1", 1, "approved", 1)
        );
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, book)) { BaseAddress = new Uri("http://acquirer.test") };

        var booked = await new LedgerWitness(psp, mark).ReadAsync(Cancel).ToListAsync(Cancel);
        var charged = await new AcquirerWitness(new AcquirerAdmin(http), mark).ReadAsync(Cancel).ToListAsync(Cancel);

        Assert.Equal(["op_1", "op_3"], booked.Cast<Movement>().Select(movement => movement.Reference).Order(StringComparer.Ordinal));
        Assert.Equal(["op_1", "op_3"], charged.Cast<Charge>().Select(charge => charge.Reference).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_mark_ends_where_the_books_were_read_to()
    {
        using var journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
        using var psp = Client(journal, _ => Page("44", false));
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, BookLine(7, "sale", "op_0", null, "o", 1, "approved", 1)))
        {
            BaseAddress = new Uri("http://acquirer.test"),
        };
        IWitness[] books = [new LedgerWitness(psp, s_mark), new AcquirerWitness(new AcquirerAdmin(http), s_mark)];
        foreach (var book in books)
            await book.ReadAsync(Cancel).ToListAsync(Cancel);

        var ended = s_mark.EndedAt(books);

        Assert.Equal(new BooksEnd("44", 7), ended.End);
        Assert.Equal(new BooksEnd("1", 1), (s_mark with { End = new BooksEnd("1", 1) }).EndedAt(books).End);
    }

    [Fact]
    public async Task A_book_that_began_anew_is_not_compared()
    {
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, BookLine(3, "sale", "op_1", null, "o", 1, "approved", 1)))
        {
            BaseAddress = new Uri("http://acquirer.test"),
        };
        var witness = new AcquirerWitness(new AcquirerAdmin(http), s_mark with { AcquirerEpoch = "book-0" });

        Assert.Empty(await witness.ReadAsync(Cancel).ToListAsync(Cancel));

        Assert.Empty(witness.Tells);
        Assert.Contains("began anew", witness.Gap, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_book_without_a_name_began_anew_when_it_is_shorter_than_before()
    {
        using var http = new HttpClient(new Canned(HttpStatusCode.OK, BookLine(1, "sale", "op_1", null, "o", 1, "approved", 1)))
        {
            BaseAddress = new Uri("http://acquirer.test"),
        };
        var witness = new AcquirerWitness(new AcquirerAdmin(http), s_mark);

        Assert.Empty(await witness.ReadAsync(Cancel).ToListAsync(Cancel));

        Assert.Empty(witness.Tells);
        Assert.Contains("began anew", witness.Gap, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_that_are_looked_at_together_own_everything_since_the_first_of_them_began()
    {
        var first = s_mark with { Run = "abcdefghij", End = new BooksEnd("12", 3) };
        var second = new BooksMark(s_mark.From.AddMinutes(1), "12", 3) { Run = "klmnopqrst", End = new BooksEnd("13", 4) };
        var together = BooksMark.Together([second, first]);
        using var journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
        var asked = "";
        using var psp = Client(journal, path =>
        {
            asked = path;
            return Page("14", false, Entry("op_1", "payment", "acquirer_receivable", 1, 1, id: 14, order: "nobody's"));
        });

        Assert.Single(await new LedgerWitness(psp, together).ReadAsync(Cancel).ToListAsync(Cancel));

        Assert.Contains("cursor=10&", asked, StringComparison.Ordinal);
        Assert.Equal(["klmnopqrst", "abcdefghij"], together.Runs);
        Assert.True(together.IsOwn("abcdefghij-1") && together.IsOwn("klmnopqrst-2") && !together.IsOwn("bcdfghjklm-3"));
    }

    [Fact]
    public async Task The_same_sample_of_payments_is_shown_in_every_look()
    {
        var folder = Path.Combine(_folder, "journal");
        using var journal = new PaymentJournal(folder, 64 * 1024);
        for (var i = 0; i < 40; i++)
            journal.Write(new Answer($"run-{i}", 1, $"key-{i}", PaymentOutcome.Acknowledged, Effect.Sale, 201, $"pay_{i}", "captured", 1, "EUR", "r"));
        using var psp = Client(journal, _ => """{"id":"pay","status":"captured"}""");
        var witness = new PaymentStateWitness(psp, [folder], most: 10);

        var shown = await witness.ReadAsync(Cancel).CountAsync(Cancel);

        Assert.Equal((40, shown), witness.Coverage);
        // Another process must choose the same payments, so these are written down.
        Assert.Equal([1, 5, 9, 10, 14, 18, 21, 25, 29, 32, 36], Enumerable.Range(0, 40).Where(i => witness.Covers($"run-{i}")));
        Assert.Equal(shown, Enumerable.Range(0, 40).Count(i => witness.Covers($"run-{i}")));
    }

    [Fact]
    public void A_killed_run_ends_where_the_next_run_of_its_merchant_begins()
    {
        var first = s_mark with { Merchant = "a" };
        Save("baseline/1", first);
        Save("baseline/2", new BooksMark(s_mark.From.AddMinutes(1), "15", 4) { Merchant = "b" });
        Save("failover/3/trials/1", new BooksMark(s_mark.From.AddMinutes(2), "20", 5) { Merchant = "a" });
        Save("baseline/4", new BooksMark(s_mark.From.AddMinutes(3), "30", 6) { Merchant = "a" });
        Directory.CreateDirectory(Path.Combine(_folder, "broken"));
        File.WriteAllText(Path.Combine(_folder, "broken", BooksMark.FileName), "{");

        Assert.Equal(new BooksEnd("20", 5), first.NextBegin(_folder));
        Assert.Null(BooksMark.Load(Path.Combine(_folder, "baseline", "4")).NextBegin(_folder));

        void Save(string run, BooksMark mark)
        {
            Directory.CreateDirectory(Path.Combine(_folder, run));
            mark.Save(Path.Combine(_folder, run));
        }
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

    private static string Entry(string operation, string kind, string account, long debit, long credit, ulong id = 1, string order = "o") =>
        $$"""{"id":{{id}},"operationId":"{{operation}}","paymentId":"pay_1","orderId":"{{order}}","kind":"{{kind}}","account":"{{account}}", """
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
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isSummary = request.RequestUri!.AbsolutePath.EndsWith("/summary", StringComparison.Ordinal);
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(isSummary ? Summary : text, Encoding.UTF8) });
        }
    }
}
