using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>A file or symbolic link that must not exist.</summary>
/// <remarks>For the coming role <c>repository</c>: it removes the package sources that a host was installed with.</remarks>
/// <param name="Path">absolute</param>
public sealed record AbsentFile(string Path) : Resource
{
    public override string Id => $"absent {Path}";

    public override string ProbeScript => $"f={Shell.Quote(Path)}; if [ -e \"$f\" ] || [ -L \"$f\" ]; then echo present; else echo absent; fi";

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.Output == "absent"
            ? StateComparison.AsDeclared
            : new StateComparison.Differs(new Change("removed", "present", "absent") { ApplyScript = $"rm -f -- {Shell.Quote(Path)}" });
}
