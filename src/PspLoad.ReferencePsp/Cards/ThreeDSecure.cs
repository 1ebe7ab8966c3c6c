namespace PspLoad.ReferencePsp.Cards;

/// <summary>Replaces the directory server: decides which cards' issuers ask for a challenge.</summary>
public static class ThreeDSecure
{
    private const string ChallengedTestCard = "4000000000003220";

    public static bool IsChallenged(PaymentCard card, ThreeDSecureMode mode) =>
        mode switch
        {
            ThreeDSecureMode.Required => true,
            ThreeDSecureMode.Skip => false,
            _ => string.Equals(card.Number, ChallengedTestCard, StringComparison.Ordinal),
        };
}
