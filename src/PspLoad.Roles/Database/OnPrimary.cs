using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;

namespace PspLoad.Roles.Database;

/// <summary>
/// A resource inside the database: declared on every server, but read and changed on the primary only. Replication brings it to the replicas.
/// </summary>
/// <param name="Part">tells which part this server has</param>
/// <param name="Inner">an account, a grant, a database</param>
internal sealed record OnPrimary(DatabasePart Part, Resource Inner) : Resource
{
    public override string Id => Inner.Id;

    public override string ProbeScript =>
        $"""
            {DatabasePart.Probe}
            {Inner.ProbeScript}
            """;

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        Part.Of(actual) == DatabasePart.Primary ? Inner.Compare(Unmarked(actual), changing) : StateComparison.AsDeclared;

    /// <summary>Omits the accounts' hashes, which a record would print.</summary>
    public override string ToString() => Id;

    private static ProbeResult Unmarked(ProbeResult actual) => actual with { Output = string.Join('\n', actual.Lines.Skip(1)) };
}
