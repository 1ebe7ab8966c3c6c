namespace PspLoad.ReferencePsp.Cards;

/// <summary>A card in use. Its text form hides the number, so that it cannot get into a log.</summary>
public sealed class PaymentCard(string number, int expMonth, int expYear, string? cvc)
{
    public string Number { get; } = number;

    public int ExpMonth { get; } = expMonth;

    public int ExpYear { get; } = expYear;

    /// <summary>Only on its way from the client to the acquirer; never stored.</summary>
    public string? Cvc { get; } = cvc;

    public string Brand => CardNumber.Brand(Number);

    public string Bin => Number[..6];

    public string Last4 => Number[^4..];

    public override string ToString() => "[card]";
}
