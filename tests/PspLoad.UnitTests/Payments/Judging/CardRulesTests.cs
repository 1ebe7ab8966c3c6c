using PspLoad.Core.Results;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Judging;

public sealed class CardRulesTests
{
    private const string Order = "order";

    [Theory]
    // The card itself, or the token of the card that the order stored.
    [InlineData("approve", "424242******4242", false)]
    [InlineData("approve", "555555******4444", true)]
    [InlineData("tok_1", "424242******4242", false)]
    [InlineData("tok_1", "555555******4444", true)]
    // Another PSP's name of a card is not known here, although the order stored a card.
    [InlineData("their-card", "555555******4444", false)]
    public void A_charge_to_another_card_is_found(string source, string charged, bool isFound)
    {
        var story = new OrderStory(
            Order,
            [
                new Intent(Order, 1, "key-1", "token", Effect.None, null, 0, null, "approve"),
                new Intent(Order, 2, "key-2", "sale", Effect.Sale, null, 1000, "EUR", source),
                new Charge(Order, 3, "op-1", null, Effect.Sale, 1000, "EUR", 1, charged),
            ]
        );
        List<ViolationKind> found = [];

        CardRules.ChargedAsAsked(story, (kind, _) => found.Add(kind));

        Assert.Equal(isFound ? [ViolationKind.CardMismatch] : [], found);
    }
}
