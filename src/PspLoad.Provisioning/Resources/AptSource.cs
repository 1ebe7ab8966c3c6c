using PspLoad.Provisioning.Batches;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// A package source in deb822 format, restricted to one signing key (sources.list(5)), and its package lists. The file becomes active only after
/// the lists were fetched and their signature was verified, so a source that does not answer never breaks apt.
/// </summary>
/// <remarks>For the coming role <c>repository</c>: every host gets its packages only from there.</remarks>
/// <param name="Name">file name without folder and suffix: <c>pspload</c></param>
/// <param name="Uri">URI of the archive</param>
/// <param name="Suite">such as <c>bookworm</c>, or a path that ends with a slash for a flat archive</param>
/// <param name="Components">such as <c>main</c>; empty for a flat archive</param>
/// <param name="SigningKey">ASCII-armored OpenPGP public key</param>
public sealed record AptSource(string Name, string Uri, string Suite, string Components, string SigningKey) : Resource
{
    public override string Id => $"package source {Name}";

    public override string ProbeScript => File.ProbeScript;

    public override string Declared => File.Declared;

    private FileResource File => new($"/etc/apt/sources.list.d/{Name}.sources", Text) { ValidateWith = "fetch_lists {}" };

    private string Text =>
        $"""
            Types: deb
            URIs: {Uri}
            Suites: {Suite}
            {(Components.Length == 0 ? "" : $"Components: {Components}\n")}Signed-By:
            {IndentedKey}

            """;

    /// <summary>A continuation line starts with a space; an empty line is written as a dot (deb822(5)).</summary>
    private string IndentedKey =>
        string.Join('\n', SigningKey.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => $" {(line.Trim().Length == 0 ? "." : line.TrimEnd())}"));

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        File.Compare(actual, changing) is StateComparison.Differs differs
            ? new StateComparison.Differs(differs.Change with { ApplyScript = $"{FetchLists}\n{differs.Change.ApplyScript}" })
            : File.Compare(actual, changing);

    private static string FetchLists =>
        $$"""
            {{AptGet.InTurn}}
            fetch_lists() {
                lists_source=$(mktemp -d)/new.sources
                cp -- "$1" "$lists_source"
                lists_result=0
                in_turn apt-get -q --error-on=any -o Dir::Etc::SourceList="$lists_source" -o Dir::Etc::SourceParts=- -o APT::Get::List-Cleanup=0 update || lists_result=$?
                rm -r -- "${lists_source%/*}"
                return $lists_result
            }
            """;
}
