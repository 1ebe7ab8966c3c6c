using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>Debian packages that are installed from the host's sources without recommended packages, or absent. Waits for other apt runs.</summary>
/// <param name="Packages">names, or <c>name=version</c> to pin a version, which may be a downgrade</param>
public sealed record PackagesResource(params IReadOnlyList<string> Packages) : Resource
{
    /// <summary>Packages to remove if installed. Their configuration stays, as with <c>apt-get remove</c>.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    public override string Id => $"packages {string.Join(' ', Packages.Concat(Absent.Select(name => $"-{name}")))}";

    public override string ProbeScript =>
        $"dpkg-query -W -f='${{Package}}=${{Version}} ${{db:Status-Status}}\\n' -- {Shell.Join(Packages.Select(Name).Concat(Absent))} 2>/dev/null || true";

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var installed = actual.Lines.Where(line => line.EndsWith(" installed", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).ToHashSet();
        var names = installed.Select(Name).ToHashSet();
        var missing = Packages
            .Where(package => package.Contains('=', StringComparison.Ordinal) ? !installed.Contains(package) : !names.Contains(package))
            .ToList();
        var unwanted = Absent.Where(names.Contains).ToList();
        if (missing.Count == 0 && unwanted.Count == 0)
            return StateComparison.AsDeclared;

        var replaced = installed.Where(found => missing.Concat(unwanted).Any(package => Name(package) == Name(found))).Order().ToList();
        return new StateComparison.Differs(
            new Change(Summary(missing, unwanted), replaced.Count == 0 ? "absent" : string.Join(' ', replaced), Summary(missing, unwanted))
            {
                // In apt syntax a minus after a name removes the package in the same transaction.
                Command = $"apt-get install {string.Join(' ', missing.Concat(unwanted.Select(name => $"{name}-")))}",
                ApplyScript = AptGet.Install(Shell.Join(missing.Concat(unwanted.Select(name => $"{name}-")))),
            }
        );
    }

    private static string Summary(List<string> missing, List<string> unwanted) =>
        string.Join(
            ", ",
            new[] { ("install", missing), ("remove", unwanted) }
                .Where(part => part.Item2.Count > 0)
                .Select(part => $"{part.Item1} {string.Join(' ', part.Item2)}")
        );

    private static string Name(string package) => package.Split('=')[0];
}
