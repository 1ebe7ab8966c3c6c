using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// A Debian package that is in no package source, installed from a file with a known SHA-256. Its dependencies come from the host's sources.
/// </summary>
/// <remarks>For the coming <c>vendor</c> providers, which are given as package, version and SHA-256: <c>database</c>, <c>app-server</c>,
/// <c>intrusion-detection</c>.</remarks>
/// <param name="Name">name of the package</param>
/// <param name="Version">exact version</param>
/// <param name="Url">URL of the .deb</param>
/// <param name="Sha256">lower-case hexadecimal</param>
public sealed record PackageFile(string Name, string Version, string Url, string Sha256) : Resource
{
    public override string Id => $"package file {Name}";

    public override string ProbeScript => $"dpkg-query -W -f='${{Version}} ${{db:Status-Status}}' -- {Shell.Quote(Name)} 2>/dev/null || true";

    public override string Declared => $"{Id} {Version} {Sha256}";

    private string File => $"/var/cache/apt/archives/{Name}_{Sha256[..16]}.deb";

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        if (actual.Output == $"{Version} installed")
            return StateComparison.AsDeclared;
        var found = actual.Output.EndsWith(" installed", StringComparison.Ordinal) ? actual.Output.Split(' ')[0] : "absent";
        return new StateComparison.Differs(
            new Change($"{found} → {Version}", found, Version)
            {
                Command = $"apt-get install {Url}",
                ApplyScript = $"""
                {Download.Fetch}
                fetch {Shell.Join(Url, Sha256, File)}
                (
                {AptGet.Install(Shell.Quote(File))}
                )
                rm -f -- {Shell.Quote(File)}
                """,
            }
        );
    }
}
