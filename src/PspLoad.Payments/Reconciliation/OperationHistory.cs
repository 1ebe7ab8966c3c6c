using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>Everything that was asked and answered under one idempotency key.</summary>
/// <param name="Key">idempotency key</param>
/// <param name="Intent">the request; null when only answers are known</param>
/// <param name="Answers">in the order of time</param>
internal sealed record OperationHistory(string Key, Intent? Intent, IReadOnlyList<Answer> Answers)
{
    /// <summary>The answer that counts: the last acknowledgement, else the last decline, else the last refusal, else null.</summary>
    public Answer? Final { get; } =
        Latest(Answers, PaymentOutcome.Acknowledged) ?? Latest(Answers, PaymentOutcome.Declined) ?? Latest(Answers, PaymentOutcome.Refused);

    /// <summary>The client holds an acknowledgement.</summary>
    public bool IsAcknowledged => Final is { Outcome: PaymentOutcome.Acknowledged };

    /// <summary>No answer was final. The PSP may have carried out the operation or not.</summary>
    public bool IsIndeterminate => Final is null;

    /// <summary>The first answer was indeterminate, a later one final.</summary>
    public bool WasResolved => Final is not null && Answers[0].Outcome == PaymentOutcome.Indeterminate;

    /// <summary>Two final answers cannot both be true.</summary>
    public bool IsContradictory => IsAcknowledged && Answers.Any(ContradictsFinal);

    /// <summary>The effect that the client was told of, or hoped for when it was told nothing.</summary>
    public Effect ExpectedEffect => IsAcknowledged ? Final!.Effect : Intent?.Effect ?? Effect.None;

    public bool IsAcknowledgedAs(Effect effect) => IsAcknowledged && Final!.Effect == effect;

    private bool ContradictsFinal(Answer answer) =>
        answer.Outcome switch
        {
            PaymentOutcome.Declined => true,
            PaymentOutcome.Acknowledged => (answer.PaymentId, answer.Effect, answer.Amount, answer.Currency)
                != (Final!.PaymentId, Final.Effect, Final.Amount, Final.Currency),
            _ => false,
        };

    private static Answer? Latest(IReadOnlyList<Answer> answers, PaymentOutcome outcome) => answers.LastOrDefault(answer => answer.Outcome == outcome);
}
