using PspLoad.Reporting.Comparison;

namespace PspLoad.UnitTests.Reporting.Comparison;

public sealed class ComparisonTextTests
{
    [Theory]
    [InlineData("same")]
    [InlineData("worse")]
    [InlineData("incomparable")]
    public void The_table_is_as_it_was_read(string after) => ComparedSamples.EqualInBothCultures(after, $"compared.{after}.txt", comparison =>
        {
            using var output = new StringWriter { NewLine = "\n" };
            ComparisonText.Write(output, comparison);
            return output.ToString();
        });
}
