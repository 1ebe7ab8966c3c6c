namespace PspLoad.UnitTests.Architecture;

/// <summary>The unit tests of <c>src/PspLoad.X/Folder/Y.cs</c> are in <c>tests/PspLoad.UnitTests/X/Folder/YTests.cs</c>.</summary>
public sealed class MirrorTests
{
    private const string Tests = "tests/PspLoad.UnitTests";

    /// <summary>Folders of tests whose subject is not a folder of <c>src</c>, and what they hold.</summary>
    private static readonly (string Folder, string Reason)[] s_exceptions =
    [
        ("Architecture", "rules for the source and the tests as a whole"),
        ("Documents", "pages of docs/ and example files, compared with the code that they describe"),
        ("Fuzzing", "random inputs for the readers of files and options, with one harness"),
    ];

    /// <summary>An example in <c>docs/flows.md</c> with the namespace of a user's flow.</summary>
    private static readonly string[] s_otherNamespace = ["OtherPspSale"];

    [Fact]
    public void Every_folder_of_tests_is_a_folder_of_src()
    {
        var sources = SourceFolders().ToHashSet();

        var strangers = TestFiles().Select(file => file.Folder).Distinct().Where(folder => !sources.Contains(folder) && !IsException(folder));

        Assert.Empty(strangers);
    }

    [Fact]
    public void Every_exception_is_needed()
    {
        var sources = SourceFolders().ToHashSet();
        var used = TestFiles().Select(file => file.Folder).Where(folder => !sources.Contains(folder)).Distinct();

        Assert.Equal(s_exceptions.Select(exception => exception.Folder).Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    /// <summary>Tests named after a behaviour rather than a file may stand in any folder of <c>src</c>.</summary>
    [Fact]
    public void Tests_named_after_a_file_of_src_are_in_its_folder()
    {
        var homes = SourceFiles().ToLookup(file => $"{file.Name}Tests", file => file.Folder);

        var misplaced =
            from file in TestFiles()
            where homes.Contains(file.Name) && !homes[file.Name].Contains(file.Folder)
            select $"{file.Folder}/{file.Name}.cs belongs in {string.Join(" or ", homes[file.Name])}";

        Assert.Empty(misplaced);
    }

    [Fact]
    public void The_namespace_of_a_test_is_its_folder()
    {
        var strangers =
            from file in TestFiles()
            where file.Folder.Length > 0
            let line = $"namespace PspLoad.UnitTests.{file.Folder.Replace('/', '.')};"
            where !File.ReadLines(file.Path).Contains(line) && !s_otherNamespace.Contains(file.Name)
            select $"{Repository.Relative(file.Path)}: expected {line}";

        Assert.Empty(strangers);
    }

    [Fact]
    public void A_file_with_tests_is_named_Tests()
    {
        // Each in two parts, so that this line is not found.
        string[] attributes = ["[" + "Fact", "[" + "Theory"];

        var badlyNamed = TestFiles()
            .Where(file => !file.Name.EndsWith("Tests", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file.Path).Any(line => attributes.Any(line.TrimStart().StartsWith)))
            .Select(file => Repository.Relative(file.Path));

        Assert.Empty(badlyNamed);
    }

    private static bool IsException(string folder) => s_exceptions.Any(exception => exception.Folder == folder);

    private static IEnumerable<string> SourceFolders() => SourceFiles().Select(file => file.Folder).Distinct();

    /// <summary>Folders without <c>src/PspLoad.</c>: <c>Core/Files</c>.</summary>
    private static IEnumerable<(string Folder, string Name)> SourceFiles() =>
        Repository.SourceFiles("src").Select(file => (Folder: FolderOf(file, "src")["PspLoad.".Length..], Name: Path.GetFileNameWithoutExtension(file)));

    private static IEnumerable<(string Path, string Folder, string Name)> TestFiles() =>
        Repository.SourceFiles(Tests).Select(file => (file, FolderOf(file, Tests), Path.GetFileNameWithoutExtension(file)));

    private static string FolderOf(string file, string root)
    {
        var folder = Path.GetRelativePath(Path.Combine(Repository.Root, root), Path.GetDirectoryName(file)!).Replace('\\', '/');
        return folder == "." ? "" : folder;
    }
}
