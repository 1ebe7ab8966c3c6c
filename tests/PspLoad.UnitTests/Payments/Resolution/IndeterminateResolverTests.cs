using PspLoad.Payments.Client;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Resolution;
using PspLoad.Payments.Stories;
using PspLoad.UnitTests.Payments.Flows;

namespace PspLoad.UnitTests.Payments.Resolution;

public sealed class IndeterminateResolverTests : IDisposable
{
    private const string Voided =
        """{"id":"pay_1","status":"voided","amount":1999,"currency":"EUR","orderId":"o","amountAuthorized":1999,"amountCaptured":0,"amountRefunded":0}""";

    private static readonly Intent s_void = new("o", 1, "key", PspOperations.Void, Effect.Void, "pay_1", 1999, "EUR", null);

    private readonly EagerTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-resolver-").FullName;
    private int _requests;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_key_is_replayed_with_growing_pauses_until_the_deadline()
    {
        var result = await ResolveAsync(TimeSpan.FromSeconds(10), _ => (503, """{"type":"urn:pspload:problem:unavailable"}""", false));

        // 0.1 + 0.2 + 0.4 + 0.8 + 1.6 + 3 + 3 s; another 3 s would exceed the deadline.
        Assert.Equal((8, new ResolutionResult(0, 1)), (_requests, result));
        Assert.Equal([PaymentOutcome.Indeterminate], Told());
    }

    [Fact]
    public async Task The_first_final_answer_ends_the_replays()
    {
        var result = await ResolveAsync(TimeSpan.FromSeconds(10), number => number switch
            {
                1 => null,
                2 => (0, "", true),
                3 => (401, """{"type":"urn:pspload:problem:unauthorized"}""", false),
                4 => (202, Voided.Replace("voided", "authorized", StringComparison.Ordinal), false),
                _ => (200, Voided, false),
            });

        Assert.Equal((5, new ResolutionResult(1, 0)), (_requests, result));
        Assert.Equal([PaymentOutcome.Indeterminate, PaymentOutcome.Acknowledged], Told());
    }

    [Fact]
    public async Task A_refusal_because_of_the_payments_state_is_final()
    {
        var result = await ResolveAsync(TimeSpan.FromSeconds(10), _ => (409, """{"type":"urn:pspload:problem:illegal-transition"}""", false));

        Assert.Equal((1, new ResolutionResult(1, 0)), (_requests, result));
        Assert.Equal([PaymentOutcome.Indeterminate, PaymentOutcome.Refused], Told());
    }

    private async Task<ResolutionResult> ResolveAsync(TimeSpan within, Func<int, (int, string, bool)?> answer)
    {
        using var journal = new PaymentJournal(_folder, 64 * 1024);
        var transport = new ModelTransport((_, _, _, _) => answer(++_requests), _time.GetUtcNow);
        using var psp = new PspClient(transport, ModelTransport.Target, new MerchantCredentials(ModelTransport.Key, ModelTransport.Secret), journal, _time);
        return await new IndeterminateResolver(psp, _time).RunAsync(
            [new OpenOperation(s_void, Unanswered: 1, Undecided: 1, IsSettled: false)],
            within,
            CancellationToken.None
        );
    }

    private IEnumerable<PaymentOutcome> Told() => JournalReader.Read(_folder).OfType<Answer>().Select(answer => answer.Outcome);
}
