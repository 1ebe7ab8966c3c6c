using PspLoad.Core.Results;
using PspLoad.Reporting.Wording;

namespace PspLoad.UnitTests.Reporting.Wording;

public sealed class ThresholdTextTests
{
    [Theory]
    [InlineData("p99 < 250ms", 1_234, "1.23 s")]
    [InlineData("error_rate < 1%", 0.25, "0.25 %")]
    [InlineData("throughput > 100/s", 199.83, "199.8/s")]
    [InlineData("dropped == 0", 3, "3")]
    public void A_threshold_is_told_in_the_unit_of_its_expression(string expression, double actual, string expected) =>
        Assert.Equal(expected, ThresholdText.Actual(new ThresholdPart(expression, actual, Passed: true)));
}
