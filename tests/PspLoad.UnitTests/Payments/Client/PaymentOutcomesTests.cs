using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Client;

/// <summary>The table of docs/reference-psp.md, and answers of proxies in front of the PSP.</summary>
public sealed class PaymentOutcomesTests
{
    [Theory]
    [InlineData(200, true, null, false, PaymentOutcome.Acknowledged)]
    [InlineData(201, true, null, false, PaymentOutcome.Acknowledged)]
    [InlineData(201, false, null, false, PaymentOutcome.Indeterminate)]
    [InlineData(202, true, null, true, PaymentOutcome.Indeterminate)]
    [InlineData(302, false, null, false, PaymentOutcome.Indeterminate)]
    [InlineData(400, true, "urn:pspload:problem:invalid-request", false, PaymentOutcome.Refused)]
    [InlineData(401, true, "urn:pspload:problem:unauthorized", false, PaymentOutcome.Refused)]
    [InlineData(402, true, "urn:pspload:problem:declined", false, PaymentOutcome.Declined)]
    [InlineData(402, false, null, false, PaymentOutcome.Indeterminate)]
    [InlineData(409, true, "urn:pspload:problem:in-progress", true, PaymentOutcome.Indeterminate)]
    [InlineData(409, true, "urn:pspload:problem:illegal-transition", false, PaymentOutcome.Refused)]
    [InlineData(422, true, "urn:pspload:problem:amount-exceeds", false, PaymentOutcome.Refused)]
    [InlineData(429, true, "urn:pspload:problem:rate-limited", true, PaymentOutcome.Refused)]
    [InlineData(500, true, "urn:pspload:problem:internal", false, PaymentOutcome.Indeterminate)]
    [InlineData(502, true, "urn:pspload:problem:acquirer-failure", false, PaymentOutcome.Declined)]
    [InlineData(502, false, null, false, PaymentOutcome.Indeterminate)]
    [InlineData(503, true, "urn:pspload:problem:unavailable", true, PaymentOutcome.Indeterminate)]
    [InlineData(504, false, null, false, PaymentOutcome.Indeterminate)]
    public void Each_status_has_its_outcome(int status, bool understood, string? problem, bool retryAfter, PaymentOutcome outcome) =>
        Assert.Equal(outcome, PaymentOutcomes.FromStatus(status, understood, problem, retryAfter));

    [Theory]
    [InlineData(409, "urn:pspload:problem:illegal-transition", true)]
    [InlineData(422, "urn:pspload:problem:amount-exceeds", true)]
    [InlineData(404, "urn:pspload:problem:not-found", true)]
    [InlineData(404, null, false)]
    [InlineData(422, "urn:pspload:problem:idempotency-key-reused", false)]
    [InlineData(401, "urn:pspload:problem:unauthorized", false)]
    [InlineData(429, "urn:pspload:problem:rate-limited", false)]
    [InlineData(400, "urn:pspload:problem:invalid-request", false)]
    [InlineData(0, null, false)]
    public void Only_a_refusal_after_the_key_lookup_settles_an_earlier_request(int status, string? problem, bool settles) =>
        Assert.Equal(settles, PaymentOutcomes.SettlesEarlier(status, problem));
}
