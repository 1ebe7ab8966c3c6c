namespace PspLoad.UnitTests.Payments.Flows;

/// <summary>A payment of the model.</summary>
internal sealed class ModelPayment
{
    public required string Id { get; init; }

    public required string OrderId { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required bool Automatic { get; init; }

    /// <summary>Card number.</summary>
    public required string Card { get; init; }

    /// <summary>First six and last four digits.</summary>
    public string MaskedCard => $"{Card[..6]}******{Card[^4..]}";

    public string Status { get; set; } = "created";

    public string? Reason { get; set; }

    public string? Reference { get; set; }

    /// <summary>Number of webhooks.</summary>
    public int Version { get; set; }

    public long Authorized { get; set; }

    public long Captured { get; set; }

    public long Refunded { get; set; }

    public long ChargedBack { get; set; }

    /// <summary>The cardholder's bank takes the money back right after the sale.</summary>
    public bool IsDisputed { get; init; }

    public string Json =>
        $$"""{"id":"{{Id}}","status":"{{Status}}","amount":{{Amount}},"currency":"{{Currency}}","orderId":"{{OrderId}}","""
        + $$""" "capture":"{{(Automatic ? "automatic" : "manual")}}","""
        + $$""" "amountAuthorized":{{Authorized}},"amountCaptured":{{Captured}},"amountRefunded":{{Refunded}},"amountChargedBack":{{ChargedBack}},"""
        + $$""" "card":{"brand":"visa","bin":"{{Card[..6]}}","last4":"{{Card[^4..]}}"},"reason":{{(Reason is null ? "null" : $"\"{Reason}\"")}}}""";
}
