using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// A directory with its mode and owner. Parents are created with the system's defaults. A link to a directory counts as a directory.
/// </summary>
/// <param name="Path">absolute</param>
public sealed record DirectoryResource(string Path) : Resource
{
    /// <summary>Four octal digits. Applied with a fifth, because GNU chmod would otherwise keep the set-group-ID bit of a directory.</summary>
    public string Mode { get; init; } = "0755";
    public string Owner { get; init; } = "root";
    public string Group { get; init; } = "root";

    public override string Id => $"directory {Path}";

    public override string ProbeScript =>
        $"""
            d={Shell.Quote(Path)}
            if [ -d "$d" ]; then stat -L -c '%04a %U:%G' -- "$d"; elif [ -e "$d" ] || [ -L "$d" ]; then echo other; else echo absent; fi
            """;

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var declared = $"{Mode} {Owner}:{Group}";
        if (actual.Output == "other")
            return new StateComparison.Impossible($"{Path} is not a directory", "move it away");
        if (actual.Output == declared)
            return StateComparison.AsDeclared;

        var path = Shell.Quote(Path);
        return new StateComparison.Differs(
            new Change(actual.Output == "absent" ? "created" : $"{actual.Output} → {declared}", actual.Output, declared)
            {
                Command = $"mkdir {Path}",
                ApplyScript = $"mkdir -p -m 0{Mode} -- {path}\nchown -- {Shell.Quote($"{Owner}:{Group}")} {path}\nchmod -- 0{Mode} {path}",
            }
        );
    }
}
