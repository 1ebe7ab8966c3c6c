using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Everything that was asked and answered under one idempotency key.</summary>
/// <param name="Key">idempotency key</param>
/// <param name="Intents">the requests; empty when only answers are known</param>
/// <param name="Answers">in the order of time</param>
internal sealed record OperationHistory(string Key, IReadOnlyList<Intent> Intents, IReadOnlyList<Answer> Answers)
{
    /// <summary>The first request; null when only answers are known.</summary>
    public Intent? Intent => Intents.Count > 0 ? Intents[0] : null;

    /// <summary>The answer that counts: the last acknowledgement, else the last decline, else the refusal that settles the key, else null.</summary>
    public Answer? Final { get; } = Latest(Answers, PaymentOutcome.Acknowledged) ?? Latest(Answers, PaymentOutcome.Declined) ?? SettlingRefusal(Answers);

    /// <summary>The client holds an acknowledgement.</summary>
    public bool IsAcknowledged => Final is { Outcome: PaymentOutcome.Acknowledged };

    /// <summary>No answer was final. The PSP may have carried out the operation or not.</summary>
    public bool IsIndeterminate => Final is null;

    /// <summary>The first answer was indeterminate, a later one final.</summary>
    public bool WasResolved => Final is not null && Answers[0].Outcome == PaymentOutcome.Indeterminate;

    /// <summary>The effect that the client was told of, or hoped for when it was told nothing.</summary>
    public Effect ExpectedEffect => IsAcknowledged ? Final!.Effect : Intent?.Effect ?? Effect.None;

    /// <summary>Requests of the flow that have no answer; negative when there are more answers than requests. Answers to replays do not count.</summary>
    public int Unanswered => Intents.Count - Answers.Count(answer => !answer.IsReplay);

    public bool IsAcknowledgedAs(Effect effect) => IsAcknowledged && Final!.Effect == effect;

    /// <summary>Final answers that cannot be true together with <see cref="Final"/>.</summary>
    public IEnumerable<Answer> Contradictions => Final is null ? [] : Answers.Where(ContradictsFinal);

    /// <summary>Answers without a known outcome also name the payment.</summary>
    private bool ContradictsFinal(Answer answer) =>
        answer.Outcome switch
        {
            PaymentOutcome.Declined => IsAcknowledged || answer.PaymentId != Final!.PaymentId,
            PaymentOutcome.Acknowledged => (answer.PaymentId, answer.Effect, answer.Amount, answer.Currency)
                != (Final!.PaymentId, Final.Effect, Final.Amount, Final.Currency),
            _ => answer.PaymentId is { } payment && payment != (Final!.PaymentId ?? payment),
        };

    /// <summary>
    /// A refusal says nothing about another request with the same key whose outcome is unknown. Only the refusal of a replay does: a replay is repeated
    /// until its answer settles the key.
    /// </summary>
    private static Answer? SettlingRefusal(IReadOnlyList<Answer> answers)
    {
        var refusal = Latest(answers, PaymentOutcome.Refused);
        return refusal is null or { IsReplay: true } || answers.All(answer => answer.Outcome != PaymentOutcome.Indeterminate) ? refusal : null;
    }

    private static Answer? Latest(IReadOnlyList<Answer> answers, PaymentOutcome outcome) => answers.LastOrDefault(answer => answer.Outcome == outcome);
}
