using CsCheck;
using PspLoad.Payments.Data;
using PspLoad.ReferencePsp.Cards;

namespace PspLoad.UnitTests.Payments.Data;

public sealed class TestCardsTests
{
    [Fact]
    public void A_name_stands_for_one_number_that_the_PSP_takes() =>
        Gen.Int.Sample(seed =>
        {
            var name = TestCards.AnyApproving(new Random(seed));
            var card = TestCards.Find(name);
            return CardNumber.IsValid(card.Number)
                && card.Number.StartsWith("424242", StringComparison.Ordinal)
                && card == TestCards.Find(name)
                && card.ToString() == name;
        });

    [Theory]
    [InlineData(TestCards.Approve, "4242424242424242")]
    [InlineData(TestCards.Decline, "4000000000000002")]
    [InlineData(TestCards.InsufficientFunds, "4000000000009995")]
    [InlineData(TestCards.Challenge, "4000000000003220")]
    [InlineData(TestCards.AcquirerError, "4000000000000119")]
    [InlineData(TestCards.LateAnswer, "4000000000000259")]
    [InlineData("approve-0", "4242420000000000")]
    public void The_usual_numbers_have_names(string name, string number) => Assert.Equal(number[..15], TestCards.Find(name).Number[..15]);

    [Theory]
    [InlineData("4242424242424242")]
    [InlineData("approve-")]
    [InlineData("approve-1000000000")]
    [InlineData("approve--1")]
    [InlineData("")]
    public void Other_names_are_refused(string name) => Assert.Throws<ArgumentException>(() => TestCards.Find(name));
}
