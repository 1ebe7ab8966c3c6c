using System.Text.RegularExpressions;

namespace PspLoad.UnitTests.Architecture;

/// <summary>Rules of CONTRIBUTING.md that keep the code readable.</summary>
public sealed partial class SourceFileTests
{
    private const int MaxLines = 400;
    private const int MaxColumns = 160;

    /// <summary>Each identifies a line that cannot be broken: nested interpolations and records of other programs.</summary>
    private static readonly string[] s_unbreakable =
    [
        "Thinned().Select(point",
        "operationId\\\":",
        "BooksVerdict.Clean.JsonName() : $",
        "DigestOn(context.Host.Name) ??",
        "skopeo inspect --authfile",
        "no-repository",
    ];
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

    /// <summary>The formatter breaks neither comments nor strings. Raw strings are exempt: their lines are scripts, documents and records.</summary>
    [Fact]
    public void No_line_is_longer_than_160_characters()
    {
        var tooLong = Files()
            .SelectMany(file =>
                OutsideRawStrings(file)
                    .Where(line => line.Text.Length > MaxColumns && !s_unbreakable.Any(text => line.Text.Contains(text, StringComparison.Ordinal)))
                    .Select(line => $"{Repository.Relative(file)}:{line.Number}: {line.Text.Length} characters")
            );

        Assert.Empty(tooLong);
    }

    /// <summary>Small records, structs, interfaces and enums that are read together may share a file. A class has its own.</summary>
    [Fact]
    public void A_class_has_a_file_of_its_own()
    {
        var crowded = Repository
            .SourceFiles("src")
            .Select(file => (Name: Repository.Relative(file), Types: PublicType().Matches(File.ReadAllText(file)).Select(type => type.Groups["kind"].Value)))
            .Where(file => file.Types.Count() > 1 && file.Types.Contains("class"))
            .Select(file => file.Name);

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

    private static IEnumerable<(int Number, string Text)> OutsideRawStrings(string file)
    {
        var isRaw = false;
        foreach (var (index, text) in File.ReadLines(file).Index())
        {
            var delimiters = text.Split("\"\"\"").Length - 1;
            if (!isRaw && delimiters == 0)
                yield return (index + 1, text);
            isRaw ^= delimiters % 2 == 1;
        }
    }

    private static IEnumerable<string> Files() => Repository.SourceFiles("src").Concat(Repository.SourceFiles("tests"));

    [GeneratedRegex(@"^public [a-z ]*?\b(?<kind>class|record|struct|interface|enum|delegate) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicType();
}
