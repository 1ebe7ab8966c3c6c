using System.Text.RegularExpressions;

namespace PspLoad.UnitTests.Architecture;

/// <summary>Habits that keep the code readable, as CONTRIBUTING.md names them.</summary>
public sealed partial class SourceFileTests
{
    private const int MaxLines = 400;
    private const int MaxColumns = 160;
    private static readonly string[] s_vagueWords = ["Manager", "Helper", "Util", "Utils", "Common"];

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = Files()
            .Select(file => (Name: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MaxLines)
            .Select(file => $"{file.Name}: {file.Lines} lines");

        Assert.Empty(tooLong);
    }

    /// <summary>The formatter breaks code, but neither comments nor texts.</summary>
    [Fact]
    public void No_line_is_longer_than_160_characters()
    {
        var tooLong = Files()
            .SelectMany(file =>
                File.ReadLines(file)
                    .Index()
                    .Where(line => line.Item.Length > MaxColumns)
                    .Select(line => $"{Repository.Relative(file)}:{line.Index + 1}: {line.Item.Length} characters")
            );

        Assert.Empty(tooLong);
    }

    [Fact]
    public void A_file_declares_one_public_type()
    {
        var crowded = Repository.SourceFiles("src").Where(file => PublicType().Count(File.ReadAllText(file)) > 1).Select(Repository.Relative);

        Assert.Empty(crowded);
    }

    [Fact]
    public void No_file_is_named_after_nothing_in_particular()
    {
        var vague = Files()
            .Select(Repository.Relative)
            .Where(file => s_vagueWords.Any(word => Path.GetFileNameWithoutExtension(file).EndsWith(word, StringComparison.Ordinal)));

        Assert.Empty(vague);
    }

    private static IEnumerable<string> Files() => Repository.SourceFiles("src").Concat(Repository.SourceFiles("tests"));

    [GeneratedRegex(@"^public [a-z ]*\b(class|record|struct|interface|enum|delegate) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicType();
}
