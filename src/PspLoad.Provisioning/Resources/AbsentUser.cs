using PspLoad.Provisioning.Ssh;

namespace PspLoad.Provisioning.Resources;

/// <summary>A local user that must not exist. Its files stay, owned by its former number.</summary>
/// <param name="Name">as in passwd(5)</param>
public sealed record AbsentUser(string Name) : Resource
{
    public override string Id => $"absent user {Name}";

    public override string ProbeScript => $"if getent passwd -- {Shell.Quote(Name)} >/dev/null; then echo present; else echo absent; fi";

    public override Verdict Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.Output == "absent"
            ? Verdict.AsDeclared
            : new Verdict.Differs(new Change("removed", "present", "absent") { ApplyScript = $"userdel -- {Shell.Quote(Name)}" });
}
