using System.Collections.Concurrent;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>
/// Merchants at work: each goes from payment to payment and repeats every key until its outcome is known, on the preferred node first. Kept in memory: the
/// last final answer about each payment.
/// </summary>
internal sealed class PaymentLoad(MerchantClient client, IReadOnlyList<PspNode> nodes, int seed)
{
    private static readonly string[] Cards =
    [
        TestCards.Approved, TestCards.Approved, TestCards.Approved, TestCards.Approved, TestCards.Approved, TestCards.Approved, TestCards.Declined, TestCards.Challenged, TestCards.AcquirerError,
    ];

    private static readonly TimeSpan ResolveWithin = TimeSpan.FromSeconds(40);

    private readonly ConcurrentDictionary<string, Answer> told = new();
    private int operations;

    public IEnumerable<Answer> Told => told.Values;

    /// <summary>Operations whose outcome is known.</summary>
    public int Operations => operations;

    /// <summary>Runs until <paramref name="stop"/>, then lets every merchant finish what it began.</summary>
    public Task RunAsync(int merchants, CancellationToken stop, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, merchants).Select(i => Task.Run(() => WorkAsync(new Random((seed * 1_000) + i), i, stop, cancellationToken), cancellationToken)));

    private async Task WorkAsync(Random random, int merchant, CancellationToken stop, CancellationToken cancellationToken)
    {
        for (int n = 0; !stop.IsCancellationRequested; n++)
        {
            string card = Cards[random.Next(Cards.Length)];
            bool manual = random.Next(3) == 0;
            string body = TestCards.Payment(card, random.Next(100, 100_000), random.Next(2) == 0 ? "EUR" : "JPY", $"load-{seed}-{merchant}-{n}", manual ? ""","capture":"manual" """ : "");
            Answer answer = await DoAsync(random, "/v1/payments", body, cancellationToken);
            string path = "/v1/payments/" + answer.Id;
            if (answer.PaymentStatus == "requires_action") answer = await DoAsync(random, path + "/authenticate", null, cancellationToken);
            if (answer.PaymentStatus == "authorized" && random.Next(4) == 0) await DoAsync(random, path + "/void", null, cancellationToken);
            else if (answer.PaymentStatus == "authorized") answer = await DoAsync(random, path + "/capture", $$"""{"amount":{{answer.Number("amount") / random.Next(1, 3)}}}""", cancellationToken);
            if (answer.PaymentStatus is "captured" or "partially_captured" && random.Next(3) == 0) await DoAsync(random, path + "/refunds", $$"""{"amount":{{answer.Number("amountCaptured") / random.Next(1, 3)}}}""", cancellationToken);
        }
    }

    private async Task<Answer> DoAsync(Random random, string target, string? body, CancellationToken cancellationToken)
    {
        byte[] key = new byte[16];
        random.NextBytes(key);
        Answer answer = await client.ResolveAsync(nodes, target, body, new Guid(key).ToString(), ResolveWithin, cancellationToken);
        Assert.True(answer.Status is 200 or 201 or 402 or 502, $"{target}: {answer}");
        Assert.True(answer.Status is 200 or 201 or 402 || answer.Body.GetProperty("type").GetString()!.EndsWith("acquirer-failure", StringComparison.Ordinal), $"{target}: {answer}");
        told[answer.Id] = answer;
        Interlocked.Increment(ref operations);
        return answer;
    }
}
