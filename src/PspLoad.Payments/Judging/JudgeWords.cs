namespace PspLoad.Payments.Judging;

/// <summary>Who says something about an order. The columns of the judge's table.</summary>
public enum Witness
{
    /// <summary>The client's journal: what it was about to ask for.</summary>
    Asked,

    /// <summary>The client's journal: what it was told.</summary>
    Told,

    /// <summary>The PSP's API after the load: the payment as it is now.</summary>
    Shown,

    /// <summary>The PSP's webhooks, taken by a receiver of the harness.</summary>
    Notified,

    /// <summary>The PSP's API after the load: its ledger.</summary>
    Booked,

    /// <summary>The PSP's database, read without the PSP.</summary>
    Stored,

    /// <summary>The PSP's settlement files.</summary>
    Settled,

    /// <summary>The acquirer's book.</summary>
    Charged,

    /// <summary>The database's replica.</summary>
    Replica,
}

/// <summary>What is compared. The rows of the judge's table.</summary>
public enum Aspect
{
    Existence,
    Count,
    Amount,
    Currency,
    Merchant,
    State,

    /// <summary>The merchant's name of the order.</summary>
    Order,

    /// <summary>The witness's own name of the record: idempotency key, reference, id of the payment.</summary>
    Reference,

    /// <summary>What the operation acts on: a payment, or at the acquirer an authorisation or sale.</summary>
    Parent,

    LedgerSides,

    /// <summary>Whose money moves.</summary>
    Card,
}

/// <summary>What kind of operation a record is about.</summary>
public enum Subject
{
    Authorise,
    Sale,
    Capture,
    Void,
    Refund,

    /// <summary>The cardholder's bank takes the money back.</summary>
    Chargeback,

    /// <summary>An operation that the PSP declined or refused.</summary>
    Decline,

    /// <summary>A step that moves no money: a 3-D Secure challenge, a token.</summary>
    Challenge,
}
