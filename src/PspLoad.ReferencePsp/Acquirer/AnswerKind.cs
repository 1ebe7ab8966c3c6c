namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>What is known after asking the acquirer.</summary>
public enum AnswerKind
{
    /// <summary>Done and booked.</summary>
    Approved,

    /// <summary>Final: not done, with a reason.</summary>
    Declined,

    /// <summary>Final: booked as an error, no money moved.</summary>
    Failed,

    /// <summary>This request wasn't booked (no connection, 503, 4xx).</summary>
    NotBooked,

    /// <summary>The acquirer has never seen the reference.</summary>
    NeverSeen,

    /// <summary>No answer, or one that says nothing: it may have been booked.</summary>
    Unknown,
}
