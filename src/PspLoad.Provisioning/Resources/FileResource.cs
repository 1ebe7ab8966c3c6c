using System.Security.Cryptography;
using System.Text;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>A regular file with its content, mode and owner. A new version replaces it atomically by rename.</summary>
/// <param name="Path">absolute</param>
/// <param name="Content">content in bytes</param>
public sealed record FileResource(string Path, ReadOnlyMemory<byte> Content) : Resource
{
    public FileResource(string path, string text)
        : this(path, Encoding.UTF8.GetBytes(text)) => Text = text;

    /// <summary>Four octal digits: <c>0644</c>.</summary>
    public string Mode { get; init; } = "0644";
    public string Owner { get; init; } = "root";
    public string Group { get; init; } = "root";

    /// <summary>True if a diff must not show the content.</summary>
    public bool Secret { get; init; }

    /// <summary>
    /// Shell command that checks the new content on the host before the rename. <c>{}</c> stands for its path: <c>sshd -t -f {}</c>.
    /// </summary>
    public string? ValidateWith { get; init; }

    private string? Text { get; }

    public override string Id => $"file {Path}";

    public override string ProbeScript => $"probe_file {Shell.Quote(Path)}";

    public override string? ProbedFile => Path;

    public override string Declared => $"{Id} {Sha256}";

    private string Directory => System.IO.Path.GetDirectoryName(Path)!;

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var kind = actual.Value("kind");
        if (kind is null)
            return new StateComparison.Impossible($"{Path} cannot be read: {actual.Output}", "check the path on the host");
        if (kind == "other")
            return new StateComparison.Impossible($"{Path} is not a regular file", "move it away");

        var differences = Differences(actual, kind).ToList();
        return differences.Count == 0
            ? StateComparison.AsDeclared
            : new StateComparison.Differs(
                new Change(string.Join(", ", differences), Describe(actual), $"sha256:{Sha256} {Mode} {Owner}:{Group}")
                {
                    ApplyScript = WriteScript,
                    Command = ValidateWith is null ? $"put_file {Path}" : $"put_file {Path}, checked with {ValidateWith}",
                    Text = Text is null || Secret ? null : new TextDifference(Path, Text),
                }
            );
    }

    private IEnumerable<string> Differences(ProbeResult actual, string kind)
    {
        if (kind != "file")
        {
            yield return kind == "absent" ? "created" : "replaces a symbolic link";
            yield break;
        }
        if (FoundSha256(actual) != Sha256)
            yield return "content";
        if (actual.Value("mode") != Mode)
            yield return $"mode {actual.Value("mode")} → {Mode}";
        if (actual.Value("owner") != Owner || actual.Value("group") != Group)
            yield return $"owner {actual.Value("owner")}:{actual.Value("group")} → {Owner}:{Group}";
    }

    private static string? FoundSha256(ProbeResult actual) => actual.Value("sha256")?.Split(' ')[0];

    private static string Describe(ProbeResult actual) =>
        actual.Value("kind") == "file" ? $"sha256:{FoundSha256(actual)} {actual.Value("mode")} {actual.Value("owner")}:{actual.Value("group")}" : "absent";

    /// <summary>Writes the file, whatever exists at the path now.</summary>
    public string WriteScript =>
        string.Join(
            '\n',
            $"[ -d {Shell.Quote(Directory)} ] || mkdir -p -- {Shell.Quote(Directory)}",
            $"put_file {Shell.Join([Path, Mode, Owner, Group, Sha256])}{Validation} <<'END_OF_CONTENT'",
            Convert.ToBase64String(Content.Span),
            "END_OF_CONTENT"
        );

    private string Validation => ValidateWith is null ? "" : $" {Shell.Quote(ValidateWith.Replace("{}", "\"$put_new\"", StringComparison.Ordinal))}";
}
