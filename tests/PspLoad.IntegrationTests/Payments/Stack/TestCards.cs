namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>The usual test card numbers, and request bodies with them.</summary>
internal static class TestCards
{
    public const string Approved = "4242424242424242";
    public const string Declined = "4000000000000002";
    public const string InsufficientFunds = "4000000000009995";
    public const string Challenged = "4000000000003220";
    public const string AcquirerError = "4000000000000119";
    public const string LateAnswer = "4000000000000259";
    public const string ChargedBack = "4000000000002685";

    /// <summary>Easy to find in a scan: counts and row numbers have no leading zero.</summary>
    public const string Cvc = "0837";

    public static string Card(string number) => $$"""{"number":"{{number}}","expMonth":12,"expYear":2040,"cvc":"{{Cvc}}"}""";

    public static string Payment(string number, long amount = 1999, string currency = "EUR", string orderId = "order", string extra = "") =>
        $$"""{"amount":{{amount}},"currency":"{{currency}}","orderId":"{{orderId}}","source":{"card":{{Card(number)}}}{{extra}}}""";

    public static string TokenPayment(string token, long amount = 1999, string currency = "EUR", string orderId = "order", string extra = "") =>
        $$"""{"amount":{{amount}},"currency":"{{currency}}","orderId":"{{orderId}}","source":{"token":"{{token}}"}{{extra}}}""";
}
