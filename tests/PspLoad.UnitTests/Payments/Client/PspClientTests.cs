using PspLoad.Payments.Client;
using PspLoad.Payments.Data;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;
using PspLoad.UnitTests.Payments.Flows;

namespace PspLoad.UnitTests.Payments.Client;

public sealed class PspClientTests : IDisposable
{
    private const string PaymentStart =
        """{"amount":1999,"currency":"EUR","orderId":"o-1","source":{"card":{"number":"4242424242424242","""
        + "\"expMonth\":12,\"expYear\":2040,\"cvc\":\"123\"}}";

    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-client-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(PspOperations.Token, null, "/v1/tokens", """{"card":{"number":"4242424242424242","expMonth":12,"expYear":2040,"cvc":"123"}}""")]
    [InlineData(PspOperations.Sale, null, "/v1/payments", PaymentStart + ""","capture":"automatic"}""")]
    [InlineData(PspOperations.ChallengedSale, null, "/v1/payments", PaymentStart + ""","capture":"automatic","threeDSecure":"required"}""")]
    [InlineData(PspOperations.MerchantSale, null, "/v1/payments", PaymentStart + ""","capture":"automatic","initiator":"merchant"}""")]
    [InlineData(PspOperations.Authorize, null, "/v1/payments", PaymentStart + ""","capture":"manual"}""")]
    [InlineData(PspOperations.Authenticate, "pay_1", "/v1/payments/pay_1/authenticate", """{"result":"succeeded"}""")]
    [InlineData(PspOperations.FailAuthentication, "pay_1", "/v1/payments/pay_1/authenticate", """{"result":"failed"}""")]
    [InlineData(PspOperations.Capture, "pay_1", "/v1/payments/pay_1/capture", """{"amount":1999}""")]
    [InlineData(PspOperations.Void, "pay_1", "/v1/payments/pay_1/void", "{}")]
    [InlineData(PspOperations.Refund, "pay_1", "/v1/payments/pay_1/refunds", """{"amount":1999}""")]
    public async Task An_intent_determines_the_request_byte_for_byte(string operation, string? payment, string path, string body)
    {
        var intent = new Intent("o-1", 1, "key-1", operation, Effect.Sale, payment, 1999, "EUR", NamedCards.Approve);

        using var journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
        var sent = new ModelTransport((_, _, _, _) => null, TimeProvider.System.GetUtcNow);
        using var client = new PspClient(
            sent,
            ModelTransport.Target,
            new MerchantCredentials(ModelTransport.Key, ModelTransport.Secret),
            journal,
            TimeProvider.System
        );
        await client.SendAsync(intent, "request-1", CancellationToken.None);
        await client.SendAsync(intent, "request-2", CancellationToken.None);

        Assert.All(sent.Requests, request =>
        {
            Assert.StartsWith($"POST {path} HTTP/1.1\r\nHost: psp.test\r\n", request, StringComparison.Ordinal);
            Assert.Contains("\r\nIdempotency-Key: key-1\r\n", request, StringComparison.Ordinal);
            Assert.EndsWith($"\r\n\r\n{body}", request, StringComparison.Ordinal);
        });
        Assert.Contains("X-Request-Id: request-2", sent.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsent_request_is_refused_and_a_possibly_sent_one_is_indeterminate()
    {
        using var journal = new PaymentJournal(Path.Combine(_folder, "journal"), 64 * 1024);
        (int, string, bool)? answer = (0, "", true);
        using var client = new PspClient(
            new ModelTransport((_, _, _, _) => answer, TimeProvider.System.GetUtcNow),
            ModelTransport.Target,
            new MerchantCredentials(ModelTransport.Key, ModelTransport.Secret),
            journal,
            TimeProvider.System
        );
        var intent = new Intent("o-1", 1, "key-1", PspOperations.Capture, Effect.Capture, "pay_1", 1999, "EUR", null);

        await client.AskAsync(intent, CancellationToken.None);
        answer = null;
        await client.AskAsync(intent with { Key = "key-2" }, CancellationToken.None);

        Assert.Equal(
            [PaymentOutcome.Refused, PaymentOutcome.Indeterminate],
            JournalReader.Read(Path.Combine(_folder, "journal")).OfType<Answer>().Select(told => told.Outcome)
        );
    }
}
