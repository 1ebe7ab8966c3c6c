using System.Text;

namespace PspLoad.ReferencePsp.Cards;

/// <summary>Keeps card numbers out of what is stored and logged; <see cref="CardNumberScan"/> has the rules.</summary>
public static class CardNumberMask
{
    /// <summary>Whether the text contains a card number.</summary>
    public static bool Contains(string text) => CardNumberScan.Find(text).Count > 0;

    /// <summary>The text with every such number replaced by <c>[card number]</c>.</summary>
    public static string Mask(string text)
    {
        var found = CardNumberScan.Find(text);
        if (found.Count == 0)
            return text;
        StringBuilder masked = new(text.Length);
        var end = 0;
        foreach (var place in found)
        {
            masked.Append(text, end, place.Start - end).Append("[card number]");
            end = place.End;
        }

        return masked.Append(text, end, text.Length - end).ToString();
    }
}
