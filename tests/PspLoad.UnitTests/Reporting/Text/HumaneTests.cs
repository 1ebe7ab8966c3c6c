using PspLoad.Reporting.Text;

namespace PspLoad.UnitTests.Reporting.Text;

public sealed class HumaneTests
{
    [Theory]
    [InlineData(0.85, "0.85 ms")]
    [InlineData(14, "14 ms")]
    [InlineData(999.7, "1 s")]
    [InlineData(2_412, "2.41 s")]
    [InlineData(210_000, "3.5 min")]
    [InlineData(0, "0 ms")]
    public void Times_come_in_the_unit_that_suits(double milliseconds, string expected) => Assert.Equal(expected, Humane.Time(milliseconds));

    [Theory]
    [InlineData(0, 100, "0 %")]
    [InlineData(1, 1_000_000, "< 0.01 %")]
    [InlineData(999_999, 1_000_000, "> 99.99 %")]
    [InlineData(100, 100, "100 %")]
    [InlineData(1, 3, "33.33 %")]
    public void A_share_is_never_rounded_to_all_or_nothing(long count, long of, string expected) => Assert.Equal(expected, Humane.Share(count, of));

    [Theory]
    [InlineData(0.0123456, "0.0123")]
    [InlineData(0.000000012, "0.000000012")]
    [InlineData(1.23456, "1.23")]
    [InlineData(123.456, "123")]
    [InlineData(12_345.6, "12,346")]
    [InlineData(0, "0")]
    public void Three_digits_are_kept(double value, string expected) => Assert.Equal(expected, Humane.Digits(value));

    [Theory]
    [InlineData(99.996, "99.99 %")]
    [InlineData(100, "100 %")]
    [InlineData(3.508, "3.51 %")]
    public void A_percentage_is_not_rounded_to_all(double percent, string expected) => Assert.Equal(expected, Humane.Percent(percent));

    [Theory]
    [InlineData(3.24, "+3.2 %")]
    [InlineData(-12.4, "−12 %")]
    [InlineData(9.97, "+10 %")]
    [InlineData(-0.01, "0.0 %")]
    [InlineData(12_173, "×123")]
    public void A_change_has_its_sign(double percent, string expected) => Assert.Equal(expected, Humane.Change(percent));

    [Theory]
    [InlineData(45, "45 s")]
    [InlineData(150, "2 min 30 s")]
    [InlineData(5_400, "1 h 30 min")]
    public void Lengths_come_in_hours_minutes_and_seconds(double seconds, string expected) => Assert.Equal(expected, Humane.Length(seconds));
}
