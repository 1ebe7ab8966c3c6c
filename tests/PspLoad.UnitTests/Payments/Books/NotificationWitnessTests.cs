using PspLoad.Core.Errors;
using PspLoad.Payments.Books;
using PspLoad.Payments.Client;
using PspLoad.Payments.Flows;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;
using PspLoad.UnitTests.Payments.Flows;
using PspLoad.UnitTests.Payments.Resolution;

namespace PspLoad.UnitTests.Payments.Books;

public sealed class NotificationWitnessTests : IDisposable
{
    private const string Open = """{"settlesWithinSeconds":1,"operationsTotal":0,"operations":[],"reversalsTotal":0,"reversals":[],""";

    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly string s_run = RunName.ForStart(s_start);

    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-notified-").FullName;
    private readonly PaymentJournal _webhooks;
    private readonly PaymentJournal _journal;
    private readonly Queue<string> _pending = new();

    public NotificationWitnessTests()
    {
        _webhooks = new PaymentJournal(Path.Combine(_folder, "webhooks"), 64 * 1024);
        _journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _webhooks.Dispose();
        _journal.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_waits_for_pending_webhooks()
    {
        Keep($"{s_run}-1");
        Pending(2, $"{s_run}-1", $"{s_run}-2");
        Pending(1, $"{s_run}-2");
        Pending(0);

        var (witness, read) = await ReadAsync(TimeSpan.FromSeconds(30));

        Assert.Equal([$"{s_run}-1"], read);
        Assert.Equal([Witness.Notified], witness.Tells);
        Assert.Null(witness.Gap);
        Assert.True(witness.Covers($"{s_run}-2"));
        Assert.Empty(_pending);
    }

    [Fact]
    public async Task What_is_still_pending_is_not_covered_but_the_rest_is()
    {
        Keep($"{s_run}-1");
        Pending(1, $"{s_run}-2");

        var (witness, _) = await ReadAsync(TimeSpan.Zero);

        Assert.Equal((true, false), (witness.Covers($"{s_run}-1"), witness.Covers($"{s_run}-2")));
        Assert.Equal($"webhooks of 1 orders were still pending, so they were not compared: {s_run}-2", witness.Gap);
        Assert.Equal([Witness.Notified], witness.Tells);
    }

    [Theory]
    [InlineData("""{"pending":3}""")]
    [InlineData("""{"pending":3,"events":[{"orderId":"a"}]}""")]
    public async Task When_not_all_pending_webhooks_are_listed_nothing_is_compared(string answer)
    {
        Keep($"{s_run}-1");
        _pending.Enqueue($"{Open}\"webhooks\":{answer}}}");

        var (witness, _) = await ReadAsync(TimeSpan.Zero);

        Assert.Empty(witness.Tells);
        Assert.Equal("3 webhooks were still pending, and the PSP does not list all of them", witness.Gap);
    }

    [Fact]
    public async Task Webhooks_of_other_runs_are_left_out_but_not_those_of_no_run()
    {
        var other = RunName.ForStart(s_start.AddDays(-1));
        Keep($"{s_run}-1", $"{other}-1", "nobody-placed-it", s_run);
        Pending(1, $"{other}-2");

        var (witness, read) = await ReadAsync(TimeSpan.FromSeconds(30));

        Assert.Equal([$"{s_run}-1", "nobody-placed-it", s_run], read);
        Assert.Null(witness.Gap);
    }

    [Fact]
    public async Task Without_any_webhook_the_report_asks_for_the_address()
    {
        Pending(0);

        var (witness, _) = await ReadAsync(TimeSpan.Zero);

        Assert.Equal("the harness received no webhook of the run: is its URL the webhookUrl of the merchant?", witness.Gap);
        Assert.Equal([Witness.Notified], witness.Tells);
    }

    [Fact]
    public async Task A_psp_that_does_not_say_what_is_pending_is_an_error_with_a_remedy()
    {
        var failure = await Assert.ThrowsAsync<OperationFailedException>(() => ReadAsync(TimeSpan.Zero));

        Assert.Contains("404", failure.Message, StringComparison.Ordinal);
    }

    private void Keep(params ReadOnlySpan<string> orders)
    {
        foreach (var order in orders)
            _webhooks.Write(new Notification(order, 1, "op_1", "payment.captured", 1, "pay_1", "captured", 1, "EUR", new PaymentTotals(1, 1, 0)));
    }

    private void Pending(int count, params IEnumerable<string> orders)
    {
        var events = orders.Select(order => $$"""{"orderId":"{{order}}"}""");
        _pending.Enqueue(Open + $$""" "webhooks":{"pending":{{count}},"events":[{{string.Join(',', events)}}] } }""");
    }

    private async Task<(NotificationWitness Witness, IReadOnlyList<string> Orders)> ReadAsync(TimeSpan waitAtMost)
    {
        var time = new EagerTime();
        using var psp = new PspClient(
            new ModelTransport(
                (_, path, _, _) => path == "/v1/ledger/pending" && _pending.TryDequeue(out var answer) ? (200, answer, false) : (404, "{}", false),
                time.GetUtcNow
            ),
            ModelTransport.Target,
            new MerchantCredentials(ModelTransport.Key, ModelTransport.Secret),
            _journal,
            time
        );
        var mark = new BooksMark(s_start, "0", 0) { Run = s_run };
        var witness = new NotificationWitness(psp, mark, [Path.Combine(_folder, "webhooks")], waitAtMost);
        return (witness, [.. (await witness.ReadAsync(Cancel).ToListAsync(Cancel)).Select(record => record.OrderId)]);
    }
}
