namespace PspLoad.ReferencePsp.Ledger;

/// <summary>The accounts of a merchant's books, each per currency.</summary>
public enum Account
{
    /// <summary>Contingent asset: what the acquirer holds for us.</summary>
    AcquirerAuthorized,

    /// <summary>Contingent liability: what is held for the merchant.</summary>
    MerchantAuthorized,

    /// <summary>Asset: what the acquirer owes us.</summary>
    AcquirerReceivable,

    /// <summary>Liability: what we owe the merchant.</summary>
    MerchantPayable,
}
