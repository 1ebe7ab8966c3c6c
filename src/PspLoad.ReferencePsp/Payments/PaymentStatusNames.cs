namespace PspLoad.ReferencePsp.Payments;

/// <summary>The names of the states in the database and in the API.</summary>
public static class PaymentStatusNames
{
    private static readonly string[] s_names =
    [
        "created",
        "requires_action",
        "authorized",
        "partially_captured",
        "captured",
        "partially_refunded",
        "refunded",
        "voided",
        "declined",
        "failed",
    ];

    public static string Name(this PaymentStatus status) => s_names[(int)status];

    public static PaymentStatus Parse(string name)
    {
        var index = Array.IndexOf(s_names, name);
        return index >= 0 ? (PaymentStatus)index : throw new FormatException($"no payment status is called '{name}'");
    }
}
