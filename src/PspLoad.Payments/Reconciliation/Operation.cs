using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>Everything that was said and told under one idempotency key.</summary>
/// <param name="Key">idempotency key</param>
/// <param name="Intent">what was asked; null when only answers are known</param>
/// <param name="Answers">in the order of time</param>
internal sealed record Operation(string Key, Intent? Intent, IReadOnlyList<Answer> Answers)
{
    /// <summary>What the client may rely on: an acknowledgement, else a decline, else a refusal, else null (nothing is known).</summary>
    public Answer? Final { get; } = Latest(Answers, AnswerKind.Acknowledged) ?? Latest(Answers, AnswerKind.Declined) ?? Latest(Answers, AnswerKind.Refused);

    /// <summary>The client holds an acknowledgement that money moved.</summary>
    public bool IsAcknowledged => Final is { Kind: AnswerKind.Acknowledged };

    /// <summary>No answer was ever final: what the PSP did may be found in its books or not.</summary>
    public bool IsIndeterminate => Final is null;

    /// <summary>An answer without an outcome came first, or none at all, and a final one later.</summary>
    public bool WasResolved => Final is not null && (Answers[0].Kind == AnswerKind.Indeterminate);

    /// <summary>Two final answers that cannot both be true.</summary>
    public bool IsContradictory =>
        IsAcknowledged && Answers.Any(answer => answer.Kind == AnswerKind.Declined || (answer.Kind == AnswerKind.Acknowledged && !SaysTheSame(answer, Final!)));

    private static bool SaysTheSame(Answer one, Answer other) =>
        (one.PaymentId, one.Effect, one.Amount, one.Currency) == (other.PaymentId, other.Effect, other.Amount, other.Currency);

    private static Answer? Latest(IReadOnlyList<Answer> answers, AnswerKind kind) => answers.LastOrDefault(answer => answer.Kind == kind);
}
