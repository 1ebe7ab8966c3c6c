namespace PspLoad.AcquirerSimulator.Behaviours;

/// <summary>The usual test card numbers with a fixed outcome.</summary>
public static class TestCards
{
    public const string Declined = "4000000000000002";
    public const string InsufficientFunds = "4000000000009995";
    public const string Error = "4000000000000119";
    public const string AnswersLate = "4000000000000259";

    /// <summary>Approved; the cardholder's bank takes a sale back after <see cref="Behaviour.ChargebackAfterMs"/>.</summary>
    public const string ChargedBack = "4000000000002685";
}
