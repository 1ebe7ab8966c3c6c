using PspLoad.Payments.Data;

namespace PspLoad.Payments.Stories;

/// <summary>A card as witnesses name it: its first six and last four digits, <c>424242******4242</c>. PCI DSS 4.0, 3.4.1 allows to show these.</summary>
internal static class MaskedCard
{
    /// <returns>null when a part is missing</returns>
    public static string? From(string? bin, string? last4) => string.IsNullOrEmpty(bin) || string.IsNullOrEmpty(last4) ? null : $"{bin}******{last4}";

    /// <param name="source">name of a test card, or something else</param>
    /// <returns>null when it is no test card: a token, or a card of another PSP</returns>
    public static string? FromTestCard(string? source) =>
        source is not null && NamedCards.TryFind(source) is { Number: var number } ? From(number[..6], number[^4..]) : null;
}
