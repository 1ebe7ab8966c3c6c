using PspLoad.Core.Environments;
using PspLoad.Roles;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.Core.Environments;

/// <summary>Every kind of mistake in an environment file: Invalid/x.yaml must give exactly the lines of Invalid/x.txt, where
/// <c>{roles}</c> stands for the names of all roles.</summary>
public sealed class InvalidEnvironmentTests
{
    private static readonly string s_fixtures = Path.Combine(Repository.Root, "tests", "PspLoad.UnitTests", "Core", "Environments", "Invalid");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(s_fixtures, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_file_gives_all_its_errors_in_the_order_of_its_lines(string name)
    {
        using var folder = new EnvironmentFolder();
        var file = folder.Copy(Path.Combine(s_fixtures, name + ".yaml"));

        var result = EnvironmentReader.Read(file, BuiltInRoles.Catalogue);

        Assert.Null(result.Value);
        var known = string.Join(", ", BuiltInRoles.Catalogue.All.Select(role => role.Name));
        var expected = File.ReadAllLines(Path.Combine(s_fixtures, name + ".txt")).Select(line => line.Replace("{roles}", known, StringComparison.Ordinal));
        Assert.Equal(expected, folder.Lines(result.Errors));
    }

    [Fact]
    public void Every_expectation_has_its_file() =>
        Assert.Equal(
            Directory.EnumerateFiles(s_fixtures, "*.yaml").Select(file => Path.ChangeExtension(file, ".txt")).Order(),
            Directory.EnumerateFiles(s_fixtures, "*.txt").Order()
        );
}
