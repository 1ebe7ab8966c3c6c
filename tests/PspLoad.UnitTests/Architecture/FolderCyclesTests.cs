using System.Text.RegularExpressions;

namespace PspLoad.UnitTests.Architecture;

/// <summary>
/// A folder is a feature. A reader of it must not have to read the folders that use it. A folder uses another one if it names a type that is declared
/// there. Types of one name are not told apart, so the test may find too much, never too little.
/// </summary>
public sealed partial class FolderCyclesTests
{
    public static TheoryData<string> Projects =>
        [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_have_no_cycles(string project) => Assert.Empty(FoldersInCycles(UsesOf(project)));

    [Fact]
    public void A_cycle_is_found()
    {
        Dictionary<string, HashSet<string>> uses = new()
        {
            ["a"] = ["b"],
            ["b"] = ["c"],
            ["c"] = ["a", "d"],
            ["d"] = [],
        };

        Assert.Equal(["a", "b", "c"], FoldersInCycles(uses).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> FoldersInCycles(Dictionary<string, HashSet<string>> uses) =>
        uses.Keys.Where(folder => uses[folder].Any(next => next == folder || Reaches(uses, next, folder, [])));

    private static bool Reaches(Dictionary<string, HashSet<string>> uses, string from, string to, HashSet<string> seen) =>
        seen.Add(from) && uses[from].Any(next => next == to || Reaches(uses, next, to, seen));

    private static Dictionary<string, HashSet<string>> UsesOf(string project)
    {
        var root = Path.Combine(Repository.Root, "src", project);
        var files = Repository
            .SourceFiles(Path.Combine("src", project))
            .Select(file => (Folder: Path.GetRelativePath(root, Path.GetDirectoryName(file)!), Text: Comment().Replace(File.ReadAllText(file), "")))
            .ToList();
        var homes = files
            .SelectMany(file => Declaration().Matches(file.Text).Select(match => (Type: match.Groups["name"].Value, file.Folder)))
            .ToLookup(declared => declared.Type, declared => declared.Folder);
        return files
            .GroupBy(file => file.Folder)
            .ToDictionary(
                folder => folder.Key,
                folder =>
                    folder.SelectMany(file => Word().Matches(file.Text)).SelectMany(word => homes[word.Value]).Where(home => home != folder.Key).ToHashSet()
            );
    }

    [GeneratedRegex("//[^\n]*", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^(public|internal) (static |sealed |abstract |readonly |partial |ref |unsafe )*(class|record struct|record|struct|interface|enum) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Z]\w+\b", RegexOptions.None, 10_000)]
    private static partial Regex Word();
}
