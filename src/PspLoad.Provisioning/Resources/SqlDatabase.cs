using PspLoad.Provisioning.Batches;

namespace PspLoad.Provisioning.Resources;

/// <summary>A database of the MariaDB server on the host. Existing tables keep their own character sets.</summary>
/// <param name="Name">any name</param>
public sealed record SqlDatabase(string Name) : Resource
{
    public string CharacterSet { get; init; } = "utf8mb4";
    public string Collation { get; init; } = "utf8mb4_unicode_ci";
    public string Socket { get; init; } = Sql.DefaultSocket;

    public override string Id => $"database {Name}";

    public override string ProbeScript =>
        Sql.Run(
            Socket,
            $"SELECT CONCAT(default_character_set_name, ' ', default_collation_name) FROM information_schema.schemata WHERE schema_name = {Sql.Literal(Name)};"
        );

    private string Wanted => $"{CharacterSet} {Collation}";

    /// <summary>
    /// A server that does not answer counts as not yet started by an earlier resource of the role. The verdict is then
    /// that the database must be created.
    /// </summary>
    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var found = actual.ExitCode == 0 ? actual.Output : "";
        if (found == Wanted)
            return StateComparison.AsDeclared;
        return new StateComparison.Differs(
            new Change(found.Length == 0 ? "created" : $"{found} → {Wanted}", found.Length == 0 ? "absent" : found, Wanted)
            {
                ApplyScript = Sql.Run(
                    Socket,
                    $"""
                    CREATE DATABASE IF NOT EXISTS {Sql.Identifier(Name)};
                    ALTER DATABASE {Sql.Identifier(Name)} CHARACTER SET {Sql.Literal(CharacterSet)} COLLATE {Sql.Literal(Collation)};
                    """
                ),
            }
        );
    }
}
