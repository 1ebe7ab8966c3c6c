using PspLoad.Provisioning.Resources;

namespace PspLoad.Roles.Database;

/// <summary>A resource in the database itself: declared on every server, looked at and changed on the primary only. The replicas have it from there.</summary>
/// <param name="Part">says which this server is</param>
/// <param name="Inner">an account, a grant, a database</param>
internal sealed record OnPrimary(DatabasePart Part, Resource Inner) : Resource
{
    public override string Id => Inner.Id;

    public override string ProbeScript =>
        $"""
            {DatabasePart.Probe}
            {Inner.ProbeScript}
            """;

    public override Verdict Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        Part.Of(actual) == DatabasePart.Primary ? Inner.Compare(Unmarked(actual), changing) : Verdict.AsDeclared;

    /// <summary>Without the accounts' hashes, which a record prints otherwise.</summary>
    public override string ToString() => Id;

    private static ProbeResult Unmarked(ProbeResult actual) => actual with { Output = string.Join('\n', actual.Lines.Skip(1)) };
}
