namespace PspLoad.Payments.Data;

/// <summary>A test card. Only its name is ever written to a file.</summary>
/// <param name="Name">name in journals and reports</param>
/// <param name="Number">13 to 19 digits with a valid check digit</param>
/// <param name="ExpMonth">1 to 12</param>
/// <param name="ExpYear">four digits</param>
/// <param name="Cvc">3 or 4 digits</param>
public sealed record TestCard(string Name, string Number, int ExpMonth, int ExpYear, string Cvc)
{
    public override string ToString() => Name;
}
