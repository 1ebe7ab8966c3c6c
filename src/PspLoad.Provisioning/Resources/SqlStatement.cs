namespace PspLoad.Provisioning.Resources;

/// <summary>SQL for what no other resource says. Its guard is its declared state.</summary>
/// <param name="Name">what it brings about, for people</param>
/// <param name="Statements">MariaDB; may hold secrets, never shown</param>
/// <param name="Unless">a query whose first value is 1 once it is done</param>
public sealed record SqlStatement(string Name, string Statements, string Unless) : Resource
{
    public string Socket { get; init; } = Sql.DefaultSocket;

    public override string Id => $"sql {Name}";

    public override string ProbeScript => Sql.Run(Socket, Unless);

    public override Verdict Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.ExitCode == 0 && actual.Output.Split('\n')[0].Split('\t')[0] == "1"
            ? Verdict.AsDeclared
            : new Verdict.Differs(new Change("run", "due", "done") { ApplyScript = Sql.Run(Socket, Statements) });

    /// <summary>Without the statements, which may hold secrets.</summary>
    public override string ToString() => Id;
}
