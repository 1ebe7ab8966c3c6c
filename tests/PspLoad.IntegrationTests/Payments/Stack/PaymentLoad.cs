using System.Collections.Concurrent;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>
/// Simulated merchants. Each makes one payment after the other and repeats every key until its outcome is known, on the preferred node first. The
/// last final answer about each payment is kept.
/// </summary>
internal sealed class PaymentLoad(MerchantClient client, IReadOnlyList<PspNode> nodes, int seed)
{
    private static readonly string[] s_cards =
    [
        TestCards.Approved,
        TestCards.Approved,
        TestCards.Approved,
        TestCards.Approved,
        TestCards.Approved,
        TestCards.Approved,
        TestCards.Declined,
        TestCards.Challenged,
        TestCards.AcquirerError,
    ];

    private static readonly TimeSpan s_resolveWithin = TimeSpan.FromSeconds(40);

    private readonly ConcurrentDictionary<string, Answer> _told = new();
    private int _operations;

    public IEnumerable<Answer> Told => _told.Values;

    /// <summary>Operations whose outcome is known.</summary>
    public int Operations => _operations;

    /// <summary>Runs until <paramref name="stop"/>, then lets every merchant finish what it began.</summary>
    public Task RunAsync(int merchants, CancellationToken stop, CancellationToken cancellationToken) =>
        Task.WhenAll(
            Enumerable.Range(0, merchants).Select(i => Task.Run(() => WorkAsync(new Random((seed * 1_000) + i), i, stop, cancellationToken), cancellationToken))
        );

    private async Task WorkAsync(Random random, int merchant, CancellationToken stop, CancellationToken cancellationToken)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var card = s_cards[random.Next(s_cards.Length)];
            var manual = random.Next(3) == 0;
            var body = TestCards.Payment(
                card,
                random.Next(100, 100_000),
                random.Next(2) == 0 ? "EUR" : "JPY",
                $"load-{seed}-{merchant}-{n}",
                manual ? ""","capture":"manual" """ : ""
            );
            var answer = await DoAsync(random, "/v1/payments", body, cancellationToken);
            var path = "/v1/payments/" + answer.Id;
            if (answer.PaymentStatus == "requires_action")
                answer = await DoAsync(random, path + "/authenticate", null, cancellationToken);
            if (answer.PaymentStatus == "authorized" && random.Next(4) == 0)
                await DoAsync(random, path + "/void", null, cancellationToken);
            else if (answer.PaymentStatus == "authorized")
                answer = await DoAsync(random, path + "/capture", $$"""{"amount":{{answer.Number("amount") / random.Next(1, 3)}}}""", cancellationToken);
            if (answer.PaymentStatus is "captured" or "partially_captured" && random.Next(3) == 0)
                await DoAsync(random, path + "/refunds", $$"""{"amount":{{answer.Number("amountCaptured") / random.Next(1, 3)}}}""", cancellationToken);
        }
    }

    private async Task<Answer> DoAsync(Random random, string target, string? body, CancellationToken cancellationToken)
    {
        var key = new byte[16];
        random.NextBytes(key);
        var answer = await client.ResolveAsync(nodes, target, body, new Guid(key).ToString(), s_resolveWithin, cancellationToken);
        Assert.True(answer.Status is 200 or 201 or 402 or 502, $"{target}: {answer}");
        Assert.True(
            answer.Status is 200 or 201 or 402 || answer.Body.GetProperty("type").GetString()!.EndsWith("acquirer-failure", StringComparison.Ordinal),
            $"{target}: {answer}"
        );
        _told[answer.Id] = answer;
        Interlocked.Increment(ref _operations);
        return answer;
    }
}
