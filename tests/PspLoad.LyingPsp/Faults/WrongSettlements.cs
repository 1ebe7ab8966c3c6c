using static PspLoad.Core.Results.ViolationKind;

namespace PspLoad.LyingPsp.Faults;

/// <summary>The books are right, but the merchant is paid something else.</summary>
internal static class WrongSettlements
{
    private const string Place = "in the settlement file";

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        new("never-settled", "The file is cut at midnight of another time zone.", SettlementMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Settles = _ => null,
        },
        new("settled-with-a-fee", "The fee is taken from the amount instead of a line of its own.", SettlementMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Settles = side => side with { Debit = side.Debit - 1 },
        },
        new("settled-in-another-currency", "The file names the merchant's currency for every line.", SettlementMismatch)
        {
            Place = Place,
            Flow = "sale-card",
            Settles = side => side with { Currency = side.Currency == "SEK" ? "NOK" : "SEK" },
        },
        new("refund-settled-as-a-sale", "The sign is lost: the merchant is paid what it gave back.", SettlementMismatch)
        {
            Place = Place,
            Flow = "refund",
            Settles = side => side.Kind == "refund" ? side with { Kind = "payment", Debit = side.Credit, Credit = 0 } : side,
        },
    ];
}
