using System.Globalization;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>A local group.</summary>
/// <param name="Name">as in group(5)</param>
public sealed record GroupResource(string Name) : Resource
{
    /// <summary>Group number; null accepts any.</summary>
    public int? Gid { get; init; }

    /// <summary>True creates the group with a number from the system range.</summary>
    public bool System { get; init; }

    /// <summary>The exact set of supplementary members, excluding users whose primary group this is. Null leaves the members alone.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    public override string Id => $"group {Name}";

    public override string ProbeScript => $"getent group -- {Shell.Quote(Name)} || true";

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var fields = actual.Output.Split(':');
        if (fields.Length < 4)
            return new StateComparison.Differs(new Change("created", "absent", "present") { ApplyScript = $"{Create()}\n{SetMembers()}" });
        if (Gid is { } gid && fields[2] != Text(gid))
        {
            return new StateComparison.Impossible(
                $"group {Name} has number {fields[2]}, but {gid} is declared",
                $"renumber the group and its files by hand, or declare {fields[2]}"
            );
        }

        var found = fields[3].Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (Members is null || found.ToHashSet().SetEquals(Members))
            return StateComparison.AsDeclared;
        return new StateComparison.Differs(
            new Change($"members {ListOf(found)} → {ListOf(Members)}", ListOf(found), ListOf(Members)) { ApplyScript = SetMembers() }
        );
    }

    private string Create() => $"groupadd{(System ? " --system" : "")}{(Gid is { } gid ? $" --gid {Text(gid)}" : "")} -- {Shell.Quote(Name)}";

    private string SetMembers() => Members is null ? "" : $"gpasswd -M {Shell.Quote(string.Join(',', Members))} {Shell.Quote(Name)} >/dev/null";

    private static string ListOf(IEnumerable<string> members) =>
        string.Join(' ', members.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "nobody";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
