using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// An unpacked archive. <c>FOLDER/VERSION-SHA</c> is complete or absent, and the link <c>FOLDER/current</c> is switched to it atomically. Earlier
/// versions stay, so a process that still runs from one keeps its files.
/// </summary>
/// <param name="Folder">absolute: <c>/opt/psp</c></param>
/// <param name="Version">version for people</param>
/// <param name="Url">URL of an archive that tar can read</param>
/// <param name="Sha256">SHA-256 of the archive, lower-case hexadecimal</param>
public sealed record ArchiveResource(string Folder, string Version, string Url, string Sha256) : Resource
{
    /// <summary>Number of leading folders to drop from the path of every entry.</summary>
    public int StripComponents { get; init; }

    public override string Id => $"archive {Folder}";

    public override string ProbeScript =>
        $"if [ -L {Shell.Quote($"{Folder}/current")} ] && [ -d {Shell.Quote($"{Folder}/current/")} ]; "
        + $"then readlink -- {Shell.Quote($"{Folder}/current")}; else echo absent; fi";

    public override string Declared => $"{Id} {Release}";

    private string Release => $"{Version}-{Sha256[..12]}";

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.Output == Release
            ? StateComparison.AsDeclared
            : new StateComparison.Differs(
                new Change(actual.Output == "absent" ? $"unpacked {Release}" : $"{actual.Output} → {Release}", actual.Output, Release)
                {
                    ApplyScript = Unpack,
                    Command = $"curl {Url} | tar --extract",
                }
            );

    private string Unpack =>
        $"""
            {Download.Fetch}
            mkdir -p -- {Shell.Quote(Folder)}
            cd -- {Shell.Quote(Folder)}
            release={Shell.Quote(Release)}
            if [ ! -d "$release" ]; then
                trap 'rm -rf -- .pspload-archive .pspload-new' EXIT
                fetch {Shell.Join(Url, Sha256)} .pspload-archive
                rm -rf -- .pspload-new
                mkdir -- .pspload-new
                tar --extract --file=.pspload-archive --directory=.pspload-new --no-same-owner --strip-components={StripComponents}
                sync -f -- .pspload-new
                mv -T -- .pspload-new "$release"
            fi
            ln -sfn -- "$release" .pspload-link
            mv -fT -- .pspload-link current
            """;
}
