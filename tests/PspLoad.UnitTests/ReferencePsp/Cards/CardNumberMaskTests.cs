using CsCheck;
using PspLoad.ReferencePsp.Cards;
using PspLoad.UnitTests.Architecture;

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
    [InlineData("42424242 42424242")]
    [InlineData("42424242-42424242")]
    [InlineData("4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2")]
    [InlineData("4-2-4-2-4-2-4-2-4-2-4-2-4-2-4-2")]
    [InlineData("4242 - 4242 - 4242 - 4242")]
    [InlineData("4242_4242/4242:4242")]
    [InlineData("4242\u200942\u201342\u200B42424242")]
    [InlineData("４２４２４２４２４２４２４２４２")]
    [InlineData("%34242%2D4242%E2%80%9342424242")]
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
    [InlineData("A1B4242424242424242")]
    [InlineData("A1B4242424242424242C3D4")]
    [InlineData("A1-4242-4242-4242-4242-7")]
    [InlineData("994242424242424242990")]
    [InlineData("994242-4242-4242-424299")]
    [InlineData("100%4242424242424242%")]
    [InlineData("20261128-4242424242424242")]
    [InlineData("0190a424-2424-7242-8424-242424242424 4242424242424242")]
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
    [InlineData("1764308123456-4242")]
    [InlineData("42424242-4242-4242-4242-424242424242")]
    [InlineData("order 42424242-4242-4242-4242-424242424242")]
    [InlineData("%2042424242424242424242424242424242%20")]
    [InlineData("2026-11-23 06:20:47.123456")]
    [InlineData("4242, 4242, 4242, 4242")]
    [InlineData("{\"amount\":1999,\"currency\":\"EUR\"}")]
    public void Other_text_stays_unchanged(string text)
    {
        Assert.False(CardNumberMask.Contains(text));
        Assert.Equal(text, CardNumberMask.Mask(text));
    }

    [Theory]
    [InlineData("4242 4242\n4242 4242")]
    [InlineData("4242 4242 42a42 4242")]
    public void A_letter_or_a_line_break_ends_a_number(string text) => Assert.False(CardNumberMask.Contains(text));

    [Fact]
    public void A_UUID_is_not_a_card_number()
    {
        Assert.True(CardNumberMask.Contains("abcd4242-4242-4242-4242"));
        Assert.False(CardNumberMask.Contains("abcd4242-4242-4242-4242-abcdefabcdef"));
    }

    [Fact]
    public void Several_numbers_in_a_text_are_all_masked() =>
        Assert.Equal("[card number], [card number];[card number]", CardNumberMask.Mask("4242424242424242, 4000 0000 0000 0002;378282246310005"));

    private static readonly Gen<string> s_number = Gen.OneOf(
            ("4", 13),
            ("4", 16),
            ("4", 19),
            ("51", 16),
            ("2221", 16),
            ("2720", 16),
            ("34", 15),
            ("37", 15),
            ("3056", 14),
            ("36", 14),
            ("38", 16),
            ("3528", 16),
            ("2204", 17),
            ("6011", 16),
            ("6499", 19),
            ("62", 18),
            ("6304", 13)
        )
        .SelectMany(issuer => Gen.Char['0', '9'].Array[issuer.Item2 - issuer.Item1.Length - 1].Select(digits => issuer.Item1 + new string(digits)))
        .Select(digits => Enumerable.Range(0, 10).Select(check => $"{digits}{check}").Single(candidate => CardNumber.PassesLuhn(candidate)));

    /// <summary>Any number that an issuer could assign, however it is grouped.</summary>
    [Fact]
    public void Every_issued_number_is_found() =>
        Gen.Select(s_number, Gen.OneOf(" ", "-", ".", "%20", "\u00A0", "+", " - "), Gen.Int[1, 9].Array[19])
            .Sample(
                (number, separator, sizes) =>
                {
                    Assert.Equal("<[card number]>", CardNumberMask.Mask($"<{number}>"));
                    List<string> groups = [];
                    for (var (at, i) = (0, 0); at < number.Length; at += sizes[i++])
                        groups.Add(number.Substring(at, Math.Min(sizes[i], number.Length - at)));
                    Assert.Equal("<[card number]>", CardNumberMask.Mask($"<{string.Join(separator, groups)}>"));
                }
            );

    /// <summary>Letters, words and further digits may touch a number.</summary>
    [Fact]
    public void What_surrounds_a_number_does_not_hide_it()
    {
        var around = Gen.OneOf("", "a", "A1B", "7", "99", "order ", "-", "2026-11-28 ", "x_", "0190a424-2424-7242-8424-242424242424/", "%", "\n", "é");
        Gen.Select(s_number.Where(number => number.Length > 13), around, around)
            .Sample((number, before, after) => Assert.DoesNotContain(number, CardNumberMask.Mask(before + number + after)));
    }

    /// <summary>Clients number their orders like this. A false alarm would refuse a good order.</summary>
    [Fact]
    public void Timestamps_and_UUIDs_always_pass()
    {
        var time = Gen.Long[1_577_836_800_000, 2_200_000_000_000].Select(ms => $"{ms}");
        var digits = Gen.Char['0', '9'].Array[32].Select(all => Guid.ParseExact(new string(all), "N"));
        Gen.OneOf(
                time,
                Gen.Select(time, Gen.Int[0, 9_999]).Select(both => $"order-{both.Item1}-{both.Item2}"),
                Gen.Select(Gen.Int[0, 999_999], time).Select(both => $"{both.Item1}/{both.Item2}"),
                Gen.Select(Gen.Int[0, 999_999], time).Select(both => $"{both.Item1} {both.Item2[..10]}"),
                digits.Select(id => $"{id:N}"),
                digits.Select(id => $"{id:D}"),
                digits.Select(id => $"pay_{id:N}, order {id:D}"),
                Gen.Guid.Select(id => $"{id:D}?{id:N}")
            )
            .Sample(text => Assert.False(CardNumberMask.Contains(text), text), iter: 20_000);
    }

    /// <summary>The rate of false alarms that docs/reference-psp.md states.</summary>
    [Theory]
    [InlineData(13, 0, 2)]
    [InlineData(16, 1, 5)]
    [InlineData(19, 10, 20)]
    public void Long_random_numbers_are_sometimes_mistaken_for_cards(int digits, int fromPercent, int toPercent)
    {
        var random = new Random(1);
        var mistaken = Enumerable.Range(0, 20_000).Count(_ => CardNumberMask.Contains(string.Concat(Enumerable.Range(0, digits).Select(_ => random.Next(10)))));
        TestContext.Current.TestOutputHelper?.WriteLine($"{digits} digits: {mistaken / 200.0:0.0} %");
        Assert.InRange(mistaken / 200.0, fromPercent, toPercent);
    }

    /// <summary>The simulator is a program of its own, with a copy of the file.</summary>
    [Fact]
    public void The_acquirer_simulator_has_the_same_rules()
    {
        static string Code(string path) => File.ReadAllText(Path.Combine(Repository.Root, "src", path));
        Assert.Equal(
            Code("PspLoad.ReferencePsp/Cards/CardNumberScan.cs").Replace("namespace PspLoad.ReferencePsp.Cards", ""),
            Code("PspLoad.AcquirerSimulator/Operations/CardNumberScan.cs").Replace("namespace PspLoad.AcquirerSimulator.Operations", "")
        );
    }

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
