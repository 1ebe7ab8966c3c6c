using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PspLoad.UnitTests.Architecture;

/// <summary>
/// A name means one thing to its reader: no two types of one name, of any visibility, within a project or in projects of which one references the
/// other, directly or over others. Types that differ in the number of their type parameters, such as a generic type and its base, count as different.
/// </summary>
public sealed partial class TypeNamesTests
{
    /// <summary>Names that two files declare, and why they are one thing.</summary>
    private static readonly (string Name, string Reason)[] s_oneThing =
    [
        ("NBomberBuild", "with and without NBomber's packages; never compiled together"),
        ("ReportExtras", "one for each form of NBomber's API; never compiled together"),
    ];

    [Fact]
    public void No_two_types_that_can_see_each_other_have_one_name()
    {
        var projects = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!).ToList();
        var references = projects.ToDictionary(project => project, ReferencesOf);

        var clashes = Clashes(projects.SelectMany(TypesOf), (from, to) => Sees(references, from, to));

        Assert.Equal(s_oneThing.Select(known => known.Name).Order(StringComparer.Ordinal), clashes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_clash_is_found()
    {
        Dictionary<string, IReadOnlyList<string>> references = new()
        {
            ["Model"] = [],
            ["Engine"] = ["Model"],
            ["Program"] = ["Engine"],
            ["Alone"] = [],
        };

        Assert.Equal(
            ["Verdict", "Twice"],
            Clashes(
                [("Model", "Verdict"), ("Program", "Verdict"), ("Engine", "Twice"), ("Engine", "Twice"), ("Alone", "Plan"), ("Model", "Plan")],
                (from, to) => Sees(references, from, to)
            )
        );
    }

    [Theory]
    [InlineData("public sealed record Verdict;", "Verdict")]
    [InlineData("    private readonly record struct Place(int Line);", "Place")]
    [InlineData("file static class Texts", "Texts")]
    [InlineData("internal delegate ValueTask<int> Ask(string question);", "Ask")]
    [InlineData("public sealed class Format<T>(string role) : Format", "Format<>")]
    [InlineData("internal delegate Task<int> Ask<TIn, TOut>(TIn question);", "Ask<,>")]
    [InlineData("// the class Verdict", null)]
    [InlineData("where T : class", null)]
    public void Declarations_are_found(string line, string? name) => Assert.Equal(name, Names(line).SingleOrDefault());

    private static IEnumerable<string> Clashes(IEnumerable<(string Project, string Name)> types, Func<string, string, bool> sees) =>
        types.GroupBy(type => type.Name).Where(same => Pairs([.. same]).Any(pair => sees(pair.First, pair.Second))).Select(same => same.Key);

    private static IEnumerable<(string First, string Second)> Pairs(List<(string Project, string Name)> same) =>
        same.SelectMany((first, index) => same.Skip(index + 1).SelectMany(second => Both(first.Project, second.Project)));

    private static (string First, string Second)[] Both(string one, string other) => [(one, other), (other, one)];

    private static bool Sees(Dictionary<string, IReadOnlyList<string>> references, string from, string to) =>
        from == to || references[from].Any(next => Sees(references, next, to));

    private static IReadOnlyList<string> ReferencesOf(string project) =>
        [
            .. XDocument
                .Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"))
                .Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))),
        ];

    private static IEnumerable<(string Project, string Name)> TypesOf(string project) =>
        Repository.SourceFiles(Path.Combine("src", project)).SelectMany(file => Names(File.ReadAllText(file)).Select(name => (project, name)));

    private static IEnumerable<string> Names(string text) =>
        Declaration().Matches(text).Select(match => match.Groups["name"].Value + TypeParameter().Replace(match.Groups["parameters"].Value, ""));

    [GeneratedRegex(
        @"^[ \t]*((public|internal|private|protected|file|static|sealed|abstract|readonly|partial|ref|unsafe|new) )*"
            + @"((class|record struct|record|struct|interface|enum) (?<name>[A-Z]\w*)(?<parameters><[^>\n]*>)?"
            + @"|delegate [^\n(]* (?<name>[A-Z]\w*)(?<parameters><[^>\n]*>)?\()",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Declaration();

    [GeneratedRegex("[^<>,]", RegexOptions.None, 10_000)]
    private static partial Regex TypeParameter();
}
