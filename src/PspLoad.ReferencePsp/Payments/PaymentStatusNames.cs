namespace PspLoad.ReferencePsp.Payments;

/// <summary>The names of the states in the database and in the API.</summary>
public static class PaymentStatusNames
{
    private static readonly string[] Names =
    [
        "created", "requires_action", "authorized", "partially_captured", "captured", "partially_refunded", "refunded", "voided", "declined", "failed",
    ];

    public static string Name(this PaymentStatus status) => Names[(int)status];

    public static PaymentStatus Parse(string name)
    {
        int index = Array.IndexOf(Names, name);
        return index >= 0 ? (PaymentStatus)index : throw new FormatException($"no payment status is called '{name}'");
    }
}
