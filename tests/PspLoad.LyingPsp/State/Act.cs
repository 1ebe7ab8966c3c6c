namespace PspLoad.LyingPsp.State;

/// <summary>An operation from its intent to its answer: the row of an idempotency key.</summary>
/// <param name="request">what began it</param>
/// <param name="reference">its name at the acquirer and in the ledger</param>
/// <param name="before">the payment when it began</param>
internal sealed class Act(ApiRequest request, string reference, Payment before)
{
    public ApiRequest Request => request;

    public string Reference => reference;

    public Payment Before => before;

    public string OrderId => before.OrderId;

    /// <summary>What it does when it succeeds. A passed challenge sells or authorises.</summary>
    public Verb Effect =>
        request.Verb != Verb.Authenticate ? request.Verb
        : before.IsAutomatic ? Verb.Sale
        : Verb.Authorize;

    /// <summary>It begins with an authorisation or a sale, so the PSP may give it up.</summary>
    public bool Begins => Effect is Verb.Sale or Verb.Authorize;

    /// <summary>The acquirer has decided.</summary>
    public bool IsDecided { get; set; }

    /// <summary>The acquirer's reason to decline; null when it approved.</summary>
    public string? Decline { get; set; }

    /// <summary>Null while the outcome is not stored.</summary>
    public ApiAnswer? Answer { get; set; }

    /// <summary>A faulty PSP no longer finds it under its key.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>A request works on it. Lost in a restart.</summary>
    public bool IsBusy { get; set; }

    /// <summary>When a request last stopped working on it.</summary>
    public DateTimeOffset LeftAt { get; set; }
}
