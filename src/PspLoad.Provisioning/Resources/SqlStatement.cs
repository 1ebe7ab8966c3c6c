using PspLoad.Provisioning.Batches;

namespace PspLoad.Provisioning.Resources;

/// <summary>SQL statements for what no other resource covers. The guard is the declared state.</summary>
/// <param name="Name">what the statements achieve, for people</param>
/// <param name="Statements">MariaDB SQL; may hold secrets and is never shown</param>
/// <param name="Unless">query whose first value is 1 once the statements have run</param>
public sealed record SqlStatement(string Name, string Statements, string Unless) : Resource
{
    public string Socket { get; init; } = Sql.DefaultSocket;

    public override string Id => $"sql {Name}";

    public override string ProbeScript => Sql.Run(Socket, Unless);

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.ExitCode == 0 && actual.Output.Split('\n')[0].Split('\t')[0] == "1"
            ? StateComparison.AsDeclared
            : new StateComparison.Differs(new Change("run", "due", "done") { ApplyScript = Sql.Run(Socket, Statements) });

    /// <summary>Omits the statements, which may hold secrets.</summary>
    public override string ToString() => Id;
}
