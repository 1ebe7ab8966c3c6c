using PspLoad.Core.Scenarios;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.Core.Scenarios;

/// <summary>Every kind of mistake in a scenario file: Invalid/x.yaml must give exactly the lines of Invalid/x.txt.</summary>
public sealed class InvalidScenarioTests
{
    private static readonly string s_fixtures = Path.Combine(Repository.Root, "tests", "PspLoad.UnitTests", "Core", "Scenarios", "Invalid");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(s_fixtures, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_file_gives_all_its_errors_in_the_order_of_its_lines(string name)
    {
        var file = Path.Combine(s_fixtures, name + ".yaml");

        var result = new ScenarioReader(Words.Of).Read(file);

        Assert.Null(result.Value);
        Assert.Equal(
            File.ReadAllLines(Path.ChangeExtension(file, ".txt")),
            result.Errors.Select(error => error.ToString().Replace(s_fixtures + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Every_expectation_has_its_file() =>
        Assert.Equal(
            Directory.EnumerateFiles(s_fixtures, "*.yaml").Select(file => Path.ChangeExtension(file, ".txt")).Order(),
            Directory.EnumerateFiles(s_fixtures, "*.txt").Order()
        );
}
