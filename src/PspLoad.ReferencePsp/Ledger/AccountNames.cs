namespace PspLoad.ReferencePsp.Ledger;

/// <summary>The accounts' names in the database and in the API.</summary>
public static class AccountNames
{
    private static readonly string[] s_names = ["acquirer_authorized", "merchant_authorized", "acquirer_receivable", "merchant_payable"];

    public static string Name(this Account account) => s_names[(int)account];
}
