using PspLoad.Payments.Client;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Client;

/// <summary>The table of docs/reference-psp.md, and what may stand between client and PSP.</summary>
public sealed class AnswerKindsTests
{
    [Theory]
    [InlineData(200, true, null, false, AnswerKind.Acknowledged)]
    [InlineData(201, true, null, false, AnswerKind.Acknowledged)]
    [InlineData(201, false, null, false, AnswerKind.Indeterminate)]
    [InlineData(202, true, null, true, AnswerKind.Indeterminate)]
    [InlineData(302, false, null, false, AnswerKind.Indeterminate)]
    [InlineData(400, true, "urn:pspload:problem:invalid-request", false, AnswerKind.Refused)]
    [InlineData(401, true, "urn:pspload:problem:unauthorized", false, AnswerKind.Refused)]
    [InlineData(402, true, "urn:pspload:problem:declined", false, AnswerKind.Declined)]
    [InlineData(402, false, null, false, AnswerKind.Indeterminate)]
    [InlineData(409, true, "urn:pspload:problem:in-progress", true, AnswerKind.Indeterminate)]
    [InlineData(409, true, "urn:pspload:problem:illegal-transition", false, AnswerKind.Refused)]
    [InlineData(422, true, "urn:pspload:problem:amount-exceeds", false, AnswerKind.Refused)]
    [InlineData(429, true, "urn:pspload:problem:rate-limited", true, AnswerKind.Refused)]
    [InlineData(500, true, "urn:pspload:problem:internal", false, AnswerKind.Indeterminate)]
    [InlineData(502, true, "urn:pspload:problem:acquirer-failure", false, AnswerKind.Declined)]
    [InlineData(502, false, null, false, AnswerKind.Indeterminate)]
    [InlineData(503, true, "urn:pspload:problem:unavailable", true, AnswerKind.Indeterminate)]
    [InlineData(504, false, null, false, AnswerKind.Indeterminate)]
    public void A_status_means_this(int status, bool understood, string? problem, bool retryAfter, AnswerKind kind) =>
        Assert.Equal(kind, AnswerKinds.Of(status, understood, problem, retryAfter));

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
    public void Only_a_refusal_beyond_the_door_settles_an_earlier_request(int status, string? problem, bool settles) =>
        Assert.Equal(settles, AnswerKinds.SettlesEarlier(status, problem));
}
