using System.Xml.Linq;

namespace PspLoad.UnitTests.Architecture;

/// <summary>Checks which project may reference which, as docs/architecture.md says.</summary>
public sealed class ArrowsTests
{
    private const string Core = "PspLoad.Core";
    private const string Cli = "PspLoad.Cli";
    private static readonly string[] s_standAlone = [Core, "PspLoad.ReferencePsp", "PspLoad.AcquirerSimulator"];

    private const string Runs = "PspLoad.Runs";

    /// <summary>
    /// References beyond "everything may use Core; Runs may use everything but Cli; Cli may use everything". docs/architecture.md gives each reason.
    /// </summary>
    private static readonly (string From, string To)[] s_extra =
    [
        ("PspLoad.Payments", "PspLoad.Load"),
        ("PspLoad.NBomber", "PspLoad.Load"),
        ("PspLoad.Roles", "PspLoad.Provisioning"),
        ("PspLoad.Reporting", "PspLoad.Capacity"),
    ];

    public static TheoryData<string> Projects => [.. ProjectFiles().Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project)
    {
        var forbidden = ReferencesOf(project).Where(to => !IsAllowed(project, to));

        Assert.Empty(forbidden);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_is_part_of_the_solution(string project) =>
        Assert.Contains($"\"{project}\"", File.ReadAllText(Path.Combine(Repository.Root, "PspLoad.sln")), StringComparison.Ordinal);

    [Fact]
    public void The_rules_reject_what_they_must()
    {
        Assert.False(IsAllowed("PspLoad.Lab", "PspLoad.Provisioning"));
        Assert.False(IsAllowed("PspLoad.Provisioning", "PspLoad.Lab"));
        Assert.False(IsAllowed("PspLoad.Provisioning", "PspLoad.Roles"));
        Assert.False(IsAllowed("PspLoad.Reporting", Runs));
        Assert.False(IsAllowed(Runs, Cli));
        Assert.True(IsAllowed(Runs, "PspLoad.Roles"));
        Assert.False(IsAllowed("PspLoad.ReferencePsp", Core));
        Assert.False(IsAllowed(Core, "PspLoad.Lab"));
        Assert.False(IsAllowed("PspLoad.Reporting", Cli));
        Assert.True(IsAllowed("PspLoad.Lab", Core));
        Assert.True(IsAllowed(Cli, "PspLoad.Lab"));
    }

    private static bool IsAllowed(string from, string to) =>
        !s_standAlone.Contains(from)
        && to != Cli
        && (to == Core || from == Cli || (from == Runs) || s_extra.Contains((from, to)))
        && (to != Runs || from == Cli);

    private static IEnumerable<string> ReferencesOf(string project) =>
        XDocument
            .Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static IEnumerable<string> ProjectFiles() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);
}
