using PspLoad.Provisioning.Batches;

namespace PspLoad.Provisioning.Resources;

/// <summary>The exact privileges of an account in one database. Any others are revoked.</summary>
/// <param name="User">user name of the account</param>
/// <param name="Host">host part of the account</param>
/// <param name="Database">name, or <c>*</c> for the whole server</param>
/// <param name="Privileges">as the server's <c>SHOW GRANTS</c> names them: <c>SELECT</c>, <c>REPLICATION SLAVE</c>, <c>ALL PRIVILEGES</c></param>
public sealed record SqlGrant(string User, string Host, string Database, params IReadOnlyList<string> Privileges) : Resource
{
    private const string All = "ALL PRIVILEGES";
    private const string GrantOption = "GRANT OPTION";

    public string Socket { get; init; } = Sql.DefaultSocket;

    public override string Id => $"grant {User}@{Host} on {Database}";

    private string Account => Sql.Account(User, Host);

    private string Scope => $"{Sql.GrantPattern(Database)}.*";

    /// <summary>The text after TO is cut off on the host because it contains the account's password hash.</summary>
    public override string ProbeScript =>
        $"""
            grants=$({Sql.Run(Socket, $"SHOW GRANTS FOR {Account};", "--raw")}
            )
            printf '%s\n' "$grants" | sed -n 's/ TO .* WITH {GrantOption}$/, {GrantOption}/; s/ TO .*//; /^GRANT /p'
            """;

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var isKnown = actual.ExitCode == 0;
        var found = isKnown ? actual.Lines.Select(Parse).FirstOrDefault(grant => grant.Scope == Scope).Privileges ?? [] : [];
        var missing = Privileges.Except(found).ToList();
        // ALL includes every single privilege: revoking one of them would remove it from ALL.
        var extra = found.Except(Privileges).Where(name => name == GrantOption || !Privileges.Contains(All)).ToList();
        if (isKnown && missing.Count == 0 && extra.Count == 0)
            return StateComparison.AsDeclared;

        var summary = string.Join(", ", missing.Select(name => $"+{name}").Concat(extra.Select(name => $"-{name}")));
        return new StateComparison.Differs(
            new Change(summary.Length == 0 ? "none" : summary, Listed(found), Listed(Privileges)) { ApplyScript = isKnown ? Adjust(missing, extra) : Replace() }
        );
    }

    /// <summary>
    /// Grants before it revokes, so that a privilege that stays is never missing. The exception is ALL, which must be revoked first.
    /// </summary>
    private string Adjust(List<string> missing, List<string> extra)
    {
        var grant = missing.Count == 0 ? "" : Grant(missing);
        var revoke = extra.Count == 0 ? "" : $"REVOKE {string.Join(", ", extra)} ON {Scope} FROM {Account};";
        return Sql.Run(Socket, extra.Contains(All) ? $"{revoke}\n{grant}" : $"{grant}\n{revoke}");
    }

    /// <summary>Sets the grant when the current one is unknown because the server was not running during the probe.</summary>
    private string Replace() =>
        $"""
            (
            {Sql.Run(Socket, $"REVOKE ALL PRIVILEGES ON {Scope} FROM {Account};\nREVOKE {GrantOption} ON {Scope} FROM {Account};", "--force")}
            ) >/dev/null 2>&1 || true
            {Sql.Run(Socket, Privileges.Count == 0 ? "" : Grant(Privileges))}
            """;

    private string Grant(IEnumerable<string> privileges) =>
        $"GRANT {string.Join(", ", privileges.Where(name => name != GrantOption).DefaultIfEmpty("USAGE"))} ON {Scope} TO {Account}"
        + (privileges.Contains(GrantOption) ? $" WITH {GrantOption};" : ";");

    /// <param name="line"><c>GRANT SELECT, INSERT ON `psp`.*</c>, optionally followed by <c>, GRANT OPTION</c></param>
    private static (string Scope, List<string>? Privileges) Parse(string line)
    {
        var on = line.IndexOf(" ON ", StringComparison.Ordinal);
        if (!line.StartsWith("GRANT ", StringComparison.Ordinal) || on < 0)
            return ("", null);
        var scope = line[(on + 4)..];
        var hasOption = scope.EndsWith($", {GrantOption}", StringComparison.Ordinal);
        List<string> privileges = [.. line[6..on].Split(", ").Where(name => name != "USAGE")];
        if (hasOption)
            privileges.Add(GrantOption);
        return (hasOption ? scope[..^(GrantOption.Length + 2)] : scope, privileges);
    }

    private static string Listed(IEnumerable<string> privileges) =>
        string.Join(", ", privileges.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "nothing";
}
