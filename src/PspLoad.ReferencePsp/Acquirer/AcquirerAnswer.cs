namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>The acquirer's answer.</summary>
/// <param name="Kind">what is known</param>
/// <param name="Reason">why not, in one word</param>
/// <param name="AuthorizationCode">of an approval</param>
public sealed record AcquirerAnswer(AnswerKind Kind, string? Reason = null, string? AuthorizationCode = null)
{
    public static AcquirerAnswer NeverSeen { get; } = new(AnswerKind.NeverSeen);

    public static AcquirerAnswer Unknown { get; } = new(AnswerKind.Unknown);
}
