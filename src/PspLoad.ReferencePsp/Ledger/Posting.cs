namespace PspLoad.ReferencePsp.Ledger;

/// <summary>One side of a double entry, in minor units. Exactly one of debit and credit is above zero.</summary>
public sealed record Posting(Account Account, long Debit, long Credit);

/// <summary>The accounts in a merchant's books, each per currency.</summary>
public enum Account
{
    /// <summary>Contingent asset: what the acquirer holds for us.</summary>
    AcquirerAuthorized,

    /// <summary>Contingent liability: what we hold for the merchant.</summary>
    MerchantAuthorized,

    /// <summary>Asset: what the acquirer owes us.</summary>
    AcquirerReceivable,

    /// <summary>Liability: what we owe the merchant.</summary>
    MerchantPayable,
}
