namespace PspLoad.Provisioning.Resources;

/// <summary>Quotes names and strings for MariaDB, and builds the script that runs statements as the server's root.</summary>
public static class Sql
{
    /// <summary>Socket of Debian's server. The server authenticates root by the system user.</summary>
    public const string DefaultSocket = "/run/mysqld/mysqld.sock";

    public static string Identifier(string name) => $"`{NoNul(name).Replace("`", "``", StringComparison.Ordinal)}`";

    public static string Literal(string text) => $"'{NoNul(text).Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Account(string user, string host) => $"{Literal(user)}@{Literal(host)}";

    /// <summary>Database name for GRANT, where an unescaped <c>_</c> or <c>%</c> is a wildcard.</summary>
    public static string GrantPattern(string database) =>
        database == "*" ? "*" : Identifier(database.Replace("_", @"\_", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal));

    /// <summary>Sends statements on standard input, so no process list shows them. Rows come back tab-separated, without a header.</summary>
    /// <param name="more">additional client options</param>
    public static string Run(string socket, string statements, string more = "") =>
        $"""
            mariadb --no-defaults --protocol=socket --socket={Shells.Shell.Quote(
                socket
            )} --user=root --default-character-set=utf8mb4 --batch --skip-column-names {more} <<'END_OF_SQL'
            SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';
            {Lines(statements)}
            END_OF_SQL
            """;

    private static string Lines(string statements) =>
        statements.Split('\n').Contains("END_OF_SQL")
            ? throw new ArgumentException("a statement cannot have the line END_OF_SQL", nameof(statements))
            : statements;

    private static string NoNul(string text) =>
        text.Contains('\0', StringComparison.Ordinal) ? throw new ArgumentException("SQL text cannot contain NUL", nameof(text)) : text;
}
