using PspLoad.LyingPsp.State;

namespace PspLoad.LyingPsp.Processing;

/// <summary>The state machine of docs/reference-psp.md: what may happen to a payment, and what it leaves.</summary>
internal static class Outcomes
{
    /// <returns>why the operation may not begin; null when it may</returns>
    public static ApiAnswer? Refuse(Payment payment, ApiRequest request)
    {
        if (payment.Pending is not null)
            return ApiAnswer.Refusal(409, "in-progress", retryAfter: true);
        return (request.Verb, payment.Status) switch
        {
            (Verb.Authenticate, "requires_action") or (Verb.Void, "authorized") => null,
            (Verb.Capture, "authorized" or "partially_captured") => Within(payment.Authorized - payment.Captured),
            (Verb.Refund, "captured" or "partially_refunded") => Within(payment.Captured - payment.Refunded),
            _ => ApiAnswer.Refusal(409, "illegal-transition"),
        };

        ApiAnswer? Within(long rest) => request.Amount <= rest ? null : ApiAnswer.Refusal(422, "amount-exceeds");
    }

    public static Commit Succeed(Act act)
    {
        var amount = act.Begins || act.Effect == Verb.Void ? act.Before.Amount : act.Request.Amount;
        var after = Settled(act, amount);
        var kind = act.Request.Verb == Verb.Authenticate ? "authentication" : null;
        return new Commit(after, Postings.Of(act.Before, act.Reference, act.Effect, amount, kind), Answer(act, after, amount));
    }

    /// <summary>The payment waits for its cardholder.</summary>
    public static Commit Challenge(Act act)
    {
        var after = act.Before with { Status = "requires_action", Pending = null };
        return new Commit(after, [], new ApiAnswer(201) { Payment = after });
    }

    /// <summary>Only an authorisation that fails ends the payment.</summary>
    /// <param name="act">the operation</param>
    /// <param name="status"><c>declined</c>, or <c>failed</c> when the acquirer gave no answer</param>
    /// <param name="reason">the API's code</param>
    public static Commit Fail(Act act, string status, string reason)
    {
        var after = act.Begins ? act.Before with { Status = status, Reason = reason, Pending = null } : act.Before with { Pending = null };
        return new Commit(
            after,
            [],
            new ApiAnswer(status == "failed" ? 502 : 402)
            {
                Payment = after with { Reason = reason },
                Problem = status == "failed" ? "acquirer-failure" : "declined",
            }
        );
    }

    private static Payment Settled(Act act, long amount)
    {
        var before = act.Before with { Pending = null };
        switch (act.Effect)
        {
            case Verb.Sale:
                return before with { Status = "captured", Authorized = amount, Captured = amount, BegunBy = act.Reference };
            case Verb.Authorize:
                return before with { Status = "authorized", Authorized = amount, BegunBy = act.Reference };
            case Verb.Capture:
                var captured = before.Captured + amount;
                return before with { Captured = captured, Status = captured == before.Authorized ? "captured" : "partially_captured" };
            case Verb.Void:
                return before with { Status = "voided" };
            default:
                var refunded = before.Refunded + amount;
                return before with { Refunded = refunded, Status = refunded == before.Captured ? "refunded" : "partially_refunded" };
        }
    }

    private static ApiAnswer Answer(Act act, Payment after, long amount) =>
        act.Request.Verb switch
        {
            Verb.Sale or Verb.Authorize => new ApiAnswer(201) { Payment = after },
            Verb.Refund => new ApiAnswer(201) { Payment = after, Refund = amount },
            _ => new ApiAnswer(200) { Payment = after },
        };
}
