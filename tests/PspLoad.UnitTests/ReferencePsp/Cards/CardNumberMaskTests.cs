using CsCheck;
using PspLoad.ReferencePsp.Cards;

namespace PspLoad.UnitTests.ReferencePsp.Cards;

public sealed class CardNumberMaskTests
{
    [Theory]
    [InlineData("4242424242424242")]
    [InlineData("4242 4242 4242 4242")]
    [InlineData("4242-4242-4242-4242")]
    [InlineData("4242.4242.4242.4242")]
    [InlineData("4242\u00A04242\u00A04242\u00A04242")]
    [InlineData("4242%204242%204242%204242")]
    [InlineData("4242+4242+4242+4242")]
    [InlineData("378282246310005")]
    [InlineData("3782 822463 10005")]
    [InlineData("30569309025904")]
    [InlineData("3056 930902 5904")]
    [InlineData("4222222222222")]
    [InlineData("6304000000000000")]
    [InlineData("5555555555554444")]
    [InlineData("2223003122003222")]
    [InlineData("6212345678900000003")]
    public void Card_numbers_are_found_in_any_notation(string number)
    {
        Assert.True(CardNumberMask.Contains(number));
        Assert.Equal("card [card number] refused", CardNumberMask.Mask($"card {number} refused"));
    }

    [Theory]
    [InlineData("""{"number":"4242424242424242"}""")]
    [InlineData("?pan=4242424242424242&x=1")]
    [InlineData("?q=%224242424242424242%22")]
    [InlineData("pan4242424242424242")]
    [InlineData("4242424242424242abc")]
    [InlineData("""a\n4242424242424242\n""")]
    [InlineData("card_4242424242424242_x")]
    [InlineData("(4242424242424242,")]
    public void Surrounding_text_does_not_matter(string text)
    {
        var masked = CardNumberMask.Mask(text);
        Assert.DoesNotContain("424242424242", masked);
        Assert.Contains("[card number]", masked);
    }

    [Theory]
    [InlineData("4242424242424241")]
    [InlineData("1732345678901234")]
    [InlineData("2026-11-23T06:20:47.1234567Z")]
    [InlineData("0190a424-2424-7242-8424-242424242424")]
    [InlineData("pay_0190a4242424242424242b1c2d3e4f5a")]
    [InlineData("42424242424242424242424242424242")]
    [InlineData("424242******4242")]
    [InlineData("{\"amount\":1999,\"currency\":\"EUR\"}")]
    public void Other_text_stays_unchanged(string text)
    {
        Assert.False(CardNumberMask.Contains(text));
        Assert.Equal(text, CardNumberMask.Mask(text));
    }

    [Fact]
    public void A_UUID_is_not_a_card_number()
    {
        Assert.True(CardNumberMask.Contains("abcd4242-4242-4242-4242"));
        Assert.False(CardNumberMask.Contains("abcd4242-4242-4242-4242-abcdefabcdef"));
    }

    [Fact]
    public void Several_numbers_in_a_text_are_all_masked() =>
        Assert.Equal("[card number], [card number];[card number]", CardNumberMask.Mask("4242424242424242, 4000 0000 0000 0002;378282246310005"));

    /// <summary>Masks any number that an issuer could assign, in any length and notation.</summary>
    [Fact]
    public void Every_issued_number_is_found() =>
        Gen.Select(Gen.OneOf("4", "51", "2221", "34", "6011", "62"), Gen.Int[13, 19], Gen.Int[0, int.MaxValue - 1], Gen.OneOf("", " ", "-"))
            .Sample(
                (prefix, length, seed, separator) =>
                {
                    length = separator.Length > 0 ? 16 : length;
                    var random = new Random(seed);
                    var digits = prefix + string.Concat(Enumerable.Range(0, length - prefix.Length - 1).Select(_ => random.Next(10)));
                    var number = Enumerable.Range(0, 10).Select(check => $"{digits}{check}").Single(candidate => CardNumber.PassesLuhn(candidate));
                    var spelled = separator.Length == 0 ? number : string.Join(separator, number.Chunk(4).Select(chunk => new string(chunk)));
                    Assert.Equal("<[card number]>", CardNumberMask.Mask($"<{spelled}>"));
                }
            );

    /// <summary>Ids and hashes in logs stay searchable.</summary>
    [Fact]
    public void Random_identifiers_are_almost_never_mistaken_for_cards()
    {
        var random = new Random(1);
        var bytes = new byte[16];
        var masked = Enumerable
            .Range(0, 100_000)
            .Count(_ =>
            {
                random.NextBytes(bytes);
                return CardNumberMask.Contains($"pay_{Convert.ToHexStringLower(bytes)}") || CardNumberMask.Contains(new Guid(bytes).ToString());
            });
        Assert.InRange(masked, 0, 10);
    }

    [Fact]
    public void Long_hostile_text_takes_linear_time()
    {
        var text = string.Concat(Enumerable.Repeat("4242 4242 4242 424a", 2_000)) + new string('4', 40_000) + new string('a', 40_000) + "1";
        Assert.Equal(text, CardNumberMask.Mask(text));
    }
}
