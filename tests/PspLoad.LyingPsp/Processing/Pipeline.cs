using PspLoad.LyingPsp.Faults;
using PspLoad.LyingPsp.State;

namespace PspLoad.LyingPsp.Processing;

/// <summary>
/// The way of a request: record the intent, ask the acquirer, store the outcome, answer. One lock guards the world; between the steps it is free, so that
/// requests interleave as in a real PSP.
/// </summary>
internal sealed class Pipeline(World world, Seams seams, Luck luck, TimeProvider time)
{
    /// <summary>A worker takes over what was left for this long.</summary>
    private static readonly TimeSpan s_lease = TimeSpan.FromMilliseconds(150);

    private const string ChargebackCard = "4000000000002685";

    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset Due, Act Act)> _reversals = [];
    private int _lifetime;

    public Lock Gate { get; } = new();

    /// <summary>How long an answer waits to be later than the client's patience.</summary>
    public TimeSpan Lateness { get; init; }

    /// <returns>the answer, and whether only half of it may be sent</returns>
    public async Task<(ApiAnswer Answer, bool IsHalf)> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        Act? act;
        Misfortune misfortune;
        int lifetime;
        lock (Gate)
        {
            var attempt = _attempts[request.Key] = _attempts.GetValueOrDefault(request.Key, -1) + 1;
            misfortune = luck.Draw(request.Key, attempt, request.Verb is Verb.Sale or Verb.Authorize or Verb.Authenticate);
            if (misfortune == Misfortune.LostRequest)
                return (ApiAnswer.Cut, false);
            if (misfortune == Misfortune.Unavailable)
                return (ApiAnswer.Refusal(503, "unavailable", retryAfter: true), false);
            lifetime = _lifetime;
            (act, var answer) = Begin(request);
            if (answer is not null)
                return (answer, false);
            if (misfortune == Misfortune.DiesAfterIntent)
                return (Leave(act!, ApiAnswer.Cut), false);
        }
        // The way to the acquirer.
        await Task.Delay(s_latency, time, cancellationToken);
        lock (Gate)
        {
            if (Proceed(act!, lifetime, misfortune) is { } early)
                return (early, false);
        }
        // The way back.
        await Task.Delay(s_latency, time, cancellationToken);
        ApiAnswer told;
        lock (Gate)
        {
            if (lifetime != _lifetime)
                return (ApiAnswer.Cut, false);
            Finish(act!);
            told = seams.Answer(act!, act!.Answer!);
        }
        if (misfortune == Misfortune.LateAnswer)
            await Task.Delay(Lateness, time, cancellationToken);
        return (misfortune == Misfortune.LostAnswer ? ApiAnswer.Cut : told, misfortune == Misfortune.HalfAnswer);
    }

    /// <summary>The worker's round: finishes what was left, confirms reversals, and does what a fault has planned.</summary>
    public void Work()
    {
        lock (Gate)
        {
            var now = time.GetUtcNow();
            foreach (var act in world.Store.Acts.Values.Where(act => act is { Answer: null, IsBusy: false } && act.LeftAt + s_lease <= now).ToList())
            {
                Charge(act);
                Finish(act);
            }
            foreach (var (_, act) in _reversals.Where(reversal => reversal.Due <= now))
                world.Acquirer.Reverse(act.Reference, act.OrderId);
            _reversals.RemoveAll(reversal => reversal.Due <= now);
            ChargeBack(now);
            seams.Work(now);
        }
    }

    /// <summary>The process starts anew: requests in progress end without an answer; what is stored stays.</summary>
    public void Restart()
    {
        lock (Gate)
        {
            _lifetime++;
            foreach (var act in world.Store.Acts.Values.Where(act => act.IsBusy))
                Leave(act, ApiAnswer.Cut);
        }
    }

    /// <summary>Operations without an outcome, and reversals without a confirmation.</summary>
    public (IReadOnlyList<Act> Operations, IReadOnlyList<Act> Reversals) Pending() =>
        ([.. world.Store.Acts.Values.Where(act => act.Answer is null)], [.. _reversals.Select(reversal => reversal.Act)]);

    /// <summary>The cardholder's bank takes the sales of one card back. The acquirer's reference and the PSP's have the same UUID.</summary>
    private void ChargeBack(DateTimeOffset now)
    {
        foreach (
            var payment in world
                .Store.Payments.Values.Where(payment => payment is { Card: ChargebackCard, Status: "captured", Pending: null })
                .Where(payment => payment.ChangedAt + s_lease <= now)
                .ToList()
        )
        {
            var id = world.Store.NewId("");
            var amount = payment.Captured - payment.Refunded;
            world.Acquirer.Add(Postings.LineOf(payment, "cbk_" + id, Verb.Chargeback, amount));
            world.Store.Book(Postings.Of(payment, "op_" + id, Verb.Chargeback, amount));
            world.Store.Put(payment with { Status = "charged_back", ChargedBack = amount });
        }
    }

    private (Act? Act, ApiAnswer? Answer) Begin(ApiRequest asked)
    {
        var payment = asked.PaymentId.Length > 0 ? world.Store.Payments.GetValueOrDefault(asked.PaymentId) : null;
        if (payment is not null)
            asked = asked with { OrderId = payment.OrderId, Currency = payment.Currency };
        if (seams.Find(asked, world.Store.Acts.GetValueOrDefault(asked.Key)) is { } earlier)
            return Repeat(earlier, asked);
        var request = seams.Understand(asked);
        if (request.Verb == Verb.Token)
            return (null, new ApiAnswer(201) { Token = "tok_" + request.Card });
        if (payment is null && request.PaymentId.Length > 0)
            return (null, ApiAnswer.Refusal(404, "not-found"));
        if (payment is not null && Outcomes.Refuse(payment, request) is { } refusal)
            return (null, refusal);
        var act = new Act(request, world.Store.NewId("op_"), payment ?? NewPayment(request)) { IsBusy = true };
        world.Store.Acts[request.Key] = act;
        world.Store.Put(act.Before with { Pending = act.Reference });
        if (request is { Verb: Verb.Sale or Verb.Authorize, IsChallenged: true })
            Settle(act, Outcomes.Challenge(act));
        else if (request is { Verb: Verb.Authenticate, Passed: false })
            Settle(act, Outcomes.Fail(act, "declined", "authentication_failed"));
        return (act, act.Answer is { } done ? seams.Answer(act, done) : null);
    }

    private (Act? Act, ApiAnswer? Answer) Repeat(Act earlier, ApiRequest request)
    {
        if (earlier.Request.Key == request.Key && earlier.Request.Fingerprint != request.Fingerprint)
            return (null, ApiAnswer.Refusal(422, "idempotency-key-reused"));
        if (earlier.Answer is { } stored)
            return (null, seams.Answer(earlier, stored with { IsReplay = true }));
        if (earlier.IsBusy)
            return (null, ApiAnswer.Refusal(409, "in-progress", retryAfter: true));
        earlier.IsBusy = true;
        return (earlier, null);
    }

    private Payment NewPayment(ApiRequest request) =>
        new()
        {
            Id = world.Store.NewId("pay_"),
            OrderId = request.OrderId,
            Merchant = Store.Merchant,
            Amount = request.Amount,
            Currency = request.Currency,
            IsAutomatic = request.Verb == Verb.Sale,
            Card = request.Card,
        };

    /// <returns>the answer of a request that ends here; null when the outcome is to be stored</returns>
    private ApiAnswer? Proceed(Act act, int lifetime, Misfortune misfortune)
    {
        if (lifetime != _lifetime)
            return ApiAnswer.Cut;
        if (act.Answer is not null)
            return null;
        switch (misfortune)
        {
            case Misfortune.SlowAcquirer:
                return Leave(act, new ApiAnswer(202) { Payment = act.Before with { Status = "processing" }, RetryAfter = true });
            case Misfortune.GivesUp or Misfortune.GivesUpUnseen when !act.IsDecided:
                if (misfortune == Misfortune.GivesUp)
                    Charge(act);
                _reversals.Add((time.GetUtcNow() + s_lease, act));
                Settle(act, Outcomes.Fail(act, "failed", "acquirer_no_answer"));
                return null;
            default:
                Charge(act);
                return misfortune == Misfortune.DiesAfterCharge ? Leave(act, ApiAnswer.Cut) : null;
        }
    }

    private void Charge(Act act)
    {
        if (act.IsDecided)
            return;
        var amount = act.Begins || act.Effect == Verb.Void ? act.Before.Amount : act.Request.Amount;
        var lines = seams.Charge(act, Postings.LineOf(act.Before, act.Reference, act.Effect, amount));
        act.Decline = seams.Decide(act, lines.Select(line => world.Acquirer.Carry(line, act.Before.Card)).ToList().FirstOrDefault());
        act.IsDecided = true;
    }

    private void Finish(Act act)
    {
        if (act.Answer is null)
            Settle(act, act.Decline is { } reason ? Outcomes.Fail(act, "declined", reason) : Outcomes.Succeed(act));
        act.IsBusy = false;
    }

    private void Settle(Act act, Commit honest)
    {
        var commit = seams.Commit(act, honest);
        world.Store.Put(commit.After);
        world.Store.Book(commit.Sides);
        act.Answer = commit.Answer;
        act.IsBusy = false;
        seams.AfterCommit(act, time.GetUtcNow());
    }

    private ApiAnswer Leave(Act act, ApiAnswer answer)
    {
        (act.IsBusy, act.LeftAt) = (false, time.GetUtcNow());
        return answer;
    }
}
