using CsCheck;
using PspLoad.Payments.Data;
using PspLoad.ReferencePsp.Cards;

namespace PspLoad.UnitTests.Payments.Data;

public sealed class NamedCardsTests
{
    [Fact]
    public void A_name_gives_one_number_that_the_PSP_accepts() =>
        Gen.Int.Sample(seed =>
        {
            var name = NamedCards.AnyApproving(new Random(seed));
            var card = NamedCards.Find(name);
            return CardNumber.IsValid(card.Number)
                && card.Number.StartsWith("424242", StringComparison.Ordinal)
                && card == NamedCards.Find(name)
                && card.ToString() == name;
        });

    [Theory]
    [InlineData(NamedCards.Approve, "4242424242424242")]
    [InlineData(NamedCards.Decline, "4000000000000002")]
    [InlineData(NamedCards.InsufficientFunds, "4000000000009995")]
    [InlineData(NamedCards.Challenge, "4000000000003220")]
    [InlineData(NamedCards.AcquirerError, "4000000000000119")]
    [InlineData(NamedCards.LateAnswer, "4000000000000259")]
    [InlineData("approve-0", "4242420000000000")]
    public void The_usual_test_numbers_have_names(string name, string number) => Assert.Equal(number[..15], NamedCards.Find(name).Number[..15]);

    [Theory]
    [InlineData("4242424242424242")]
    [InlineData("approve-")]
    [InlineData("approve-1000000000")]
    [InlineData("approve--1")]
    [InlineData("")]
    public void Other_names_are_refused(string name) => Assert.Throws<ArgumentException>(() => NamedCards.Find(name));
}
