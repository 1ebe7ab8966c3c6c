using PspLoad.Provisioning.Ssh;

namespace PspLoad.Provisioning.Resources;

/// <summary>A file or symbolic link that must not exist.</summary>
/// <param name="Path">absolute</param>
public sealed record AbsentFile(string Path) : Resource
{
    public override string Id => $"absent {Path}";

    public override string ProbeScript => $"f={Shell.Quote(Path)}; if [ -e \"$f\" ] || [ -L \"$f\" ]; then echo present; else echo absent; fi";

    public override Verdict Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.Output == "absent"
            ? Verdict.AsDeclared
            : new Verdict.Differs(new Change("removed", "present", "absent") { ApplyScript = $"rm -f -- {Shell.Quote(Path)}" });
}
