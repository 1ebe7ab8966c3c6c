namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>The acquirer's answer.</summary>
/// <param name="Kind">what is known now</param>
/// <param name="Reason">why the operation did not happen, in one word</param>
/// <param name="AuthorizationCode">of an approval</param>
public sealed record AcquirerAnswer(AnswerKind Kind, string? Reason = null, string? AuthorizationCode = null)
{
    public static AcquirerAnswer NeverSeen { get; } = new(AnswerKind.NeverSeen);

    public static AcquirerAnswer Unknown { get; } = new(AnswerKind.Unknown);
}

/// <summary>What is known after asking the acquirer.</summary>
public enum AnswerKind
{
    /// <summary>Booked: the operation took place.</summary>
    Approved,

    /// <summary>Final: the operation did not take place, with a reason.</summary>
    Declined,

    /// <summary>Final: booked as an error, no money moved.</summary>
    Failed,

    /// <summary>This request was not booked (no connection, 503, 4xx).</summary>
    NotBooked,

    /// <summary>The acquirer has never seen the reference.</summary>
    NeverSeen,

    /// <summary>No usable answer: the operation may have been booked.</summary>
    Unknown,
}
