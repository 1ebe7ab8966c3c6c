using System.Text.RegularExpressions;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.Documents;

/// <summary>The rows of docs/operations/failover.md have the names that the integration tests print, so that a row is found by its test.</summary>
public sealed partial class FailoverTableTests
{
    [Fact]
    public void Rows_beside_payments_are_named_by_their_tests()
    {
        var printed = IntegrationTest("Tiers/PaymentsSurvive.cs", "Tiers/PlannedWork.cs").SelectMany(text => DisturbanceName().Matches(text));

        Assert.Equal(Names(printed), Rows("what happens").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rows_of_the_matrix_are_named_by_their_tests()
    {
        var printed = IntegrationTest("Matrix/FaultMatrix.cs").SelectMany(text => MatrixFault().Matches(text));

        var documented = Rows("fault").Where(row => row.Contains("` on ", StringComparison.Ordinal)).Select(row => row.Split('`')[1]).Distinct();
        Assert.Equal(Names(printed), documented.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> IntegrationTest(params string[] files) =>
        files.Select(file => File.ReadAllText(Path.Combine(Repository.Root, "tests", "PspLoad.IntegrationTests", file)));

    private static List<string> Names(IEnumerable<Match> matches)
    {
        var names = matches.Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(names);
        return names;
    }

    /// <summary>First cells of the tables whose first column has this heading.</summary>
    private static List<string> Rows(string heading)
    {
        var rows = new List<string>();
        var isInTable = false;
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "operations", "failover.md")))
        {
            var cells = line.Split('|');
            if (cells.Length < 3)
                isInTable = false;
            else if (cells[1].Trim() == heading)
                isInTable = true;
            else if (isInTable && !cells[1].StartsWith("--", StringComparison.Ordinal))
                rows.Add(cells[1].Trim());
        }
        return rows;
    }

    [GeneratedRegex("\\b(Fault|new)\\(\"(?<name>[^\"]+)\", PerSecond", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DisturbanceName();

    [GeneratedRegex("^ {8}\"(?<name>[a-z-]+(, [^\"]+)?)\",$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex MatrixFault();
}
