namespace PspLoad.ReferencePsp.Ledger;

/// <summary>One side of a double entry; exactly one of debit and credit is above zero. Minor units.</summary>
public sealed record Posting(Account Account, long Debit, long Credit);
