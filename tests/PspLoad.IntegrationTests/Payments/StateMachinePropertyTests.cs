using CsCheck;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments;

/// <summary>Random sequences of operations against a model of the contract. Each is sent up to four times at once, with one key, to both nodes.</summary>
[Collection(PaymentTests.Name)]
public sealed class StateMachinePropertyTests(PaymentSystem system)
{
    private static readonly int s_sequences = Environment.GetEnvironmentVariable("PSPLOAD_NIGHTLY") == "1" ? 2_000 : 120;

    private static readonly Gen<(string Operation, int? Permille, int Copies, int Retries)> s_step = Gen.Select(
        AnyOf("authenticate", "capture", "capture", "capture", "refunds", "refunds", "refunds", "void"),
        Gen.Int[1, 1_100].Nullable(0.3),
        Gen.Int[1, 4],
        Gen.Int[0, 1]
    );

    private static readonly Gen<(string Card, bool Manual, long Amount, (string Operation, int? Permille, int Copies, int Retries)[] Steps)> s_sequence =
        Gen.Select(
            AnyOf(TestCards.Approved, TestCards.Approved, TestCards.Challenged, TestCards.Declined, TestCards.AcquirerError),
            Gen.Bool,
            Gen.Long[1, 100_000],
            s_step.Array[1, 8]
        );

    private static readonly Gen<(int First, int Second)> s_pair = Gen.Select(Gen.Int[1, 1_000], Gen.Int[1, 1_000]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_sequence_follows_the_contract()
    {
        PaymentSystem.SkipIfMissing();
        List<Answer> told = [];
        var since = (await system.Database.QueryAsync("SELECT UTC_TIMESTAMP(3)", row => row.GetDateTime(0), Cancel))[0];
        await s_sequence.SampleAsync(
            async sequence =>
            {
                var last = await RunAsync(sequence.Card, sequence.Manual, sequence.Amount, sequence.Steps);
                lock (told)
                    told.Add(last);
            },
            iter: s_sequences,
            threads: 4,
            seed: "0N0XIzNsQ0O2"
        );
        await Books.AssertInOrderAsync(system.Database, system.Acquirer, told, Cancel);
        await Books.AssertWebhooksAsync(system.Database, system.Webhooks, since, Cancel);
    }

    [Fact]
    public async Task Concurrent_refunds_never_exceed_the_captured_amount()
    {
        PaymentSystem.SkipIfMissing();
        List<Answer> told = [];
        await s_pair.SampleAsync(
            async pair =>
            {
                var sale = await OnceAsync("/v1/payments", TestCards.Payment(TestCards.Approved, 1_000));
                var path = $"/v1/payments/{sale.Id}/refunds";
                var refunds = await Task.WhenAll(
                    system.Client.ResolveAsync(
                        [system.A],
                        path,
                        $$"""{"amount":{{pair.First}}}""",
                        Guid.NewGuid().ToString(),
                        TimeSpan.FromSeconds(10),
                        Cancel
                    ),
                    system.Client.ResolveAsync(
                        [system.B],
                        path,
                        $$"""{"amount":{{pair.Second}}}""",
                        Guid.NewGuid().ToString(),
                        TimeSpan.FromSeconds(10),
                        Cancel
                    )
                );
                var now = await system.Client.GetAsync(system.B, "/v1/payments/" + sale.Id, Cancel);
                long paid = (refunds[0].Status == 201 ? pair.First : 0) + (refunds[1].Status == 201 ? pair.Second : 0);
                Assert.All(refunds, refund => Assert.True(refund.Status is 201 or 422 or 409, refund.ToString()));
                Assert.Equal(paid, now.Number("amountRefunded"));
                Assert.Equal(pair.First + pair.Second <= 1_000, refunds.All(refund => refund.Status == 201));
                lock (told)
                    told.Add(now);
            },
            iter: s_sequences / 4,
            threads: 2,
            seed: "0N0XIzNsQ0O2"
        );
        await Books.AssertInOrderAsync(system.Database, system.Acquirer, told, Cancel);
    }

    private static Gen<string> AnyOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private async Task<Answer> RunAsync(string card, bool manual, long amount, (string Operation, int? Permille, int Copies, int Retries)[] steps)
    {
        var last = await OnceAsync("/v1/payments", TestCards.Payment(card, amount, extra: manual ? ""","capture":"manual" """ : ""));
        PaymentModel model = new(last.Id, last.PaymentStatus, amount, manual);
        Assert.Equal(
            card switch
            {
                TestCards.Challenged => "requires_action",
                TestCards.Declined => "declined",
                TestCards.AcquirerError => "failed",
                _ => manual ? "authorized" : "captured",
            },
            model.Status
        );
        foreach ((var operation, var permille, var copies, var retries) in steps)
        {
            var hasAmount = operation is "capture" or "refunds" && permille is not null;
            long? asked = hasAmount ? Math.Max(1, amount * permille!.Value / 1_000) : null;
            var target = $"/v1/payments/{model.Id}/{operation}";
            var body = hasAmount ? $$"""{"amount":{{asked}}}""" : null;
            var expected = model.Apply(operation, asked);
            var answer = await TogetherAsync(target, body, copies, retries);
            Assert.True(expected == answer.Status, $"{operation} {asked} of {amount}: expected {expected}, was {answer}");
            if (expected >= 400)
                continue;
            last = answer;
            Assert.Equal(
                (model.Status, model.Authorized, model.Captured, model.Refunded),
                (answer.PaymentStatus, answer.Number("amountAuthorized"), answer.Number("amountCaptured"), answer.Number("amountRefunded"))
            );
        }

        return last;
    }

    /// <summary>Sends copies of one request to both nodes at once, then repeats it. All final answers must be equal.</summary>
    private async Task<Answer> TogetherAsync(string target, string? body, int copies, int retries)
    {
        var key = Guid.NewGuid().ToString();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, copies).Select(i => system.Client.PostAsync(i % 2 == 0 ? system.A : system.B, target, body, key, Cancel))
        );
        List<Answer> final = [.. answers.Where(answer => answer.IsFinal)];
        for (var i = 0; i <= retries || final.Count == 0; i++)
            final.Add(await system.Client.ResolveAsync([system.B, system.A], target, body, key, TimeSpan.FromSeconds(15), Cancel));
        Assert.Single(
            final
                .Select(answer => (answer.Status, answer.Status >= 400 && answer.Status != 402 && answer.Status != 502 ? answer.Type : answer.Body.ToString()))
                .Distinct()
        );
        return final[0];
    }

    private async Task<Answer> OnceAsync(string target, string body) =>
        await system.Client.ResolveAsync([system.A, system.B], target, body, Guid.NewGuid().ToString(), TimeSpan.FromSeconds(15), Cancel);
}
