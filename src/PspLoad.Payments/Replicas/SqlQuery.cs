namespace PspLoad.Payments.Replicas;

/// <summary>Runs SQL on one database server and returns one row per line, tab-separated columns, no header
/// (as <c>mariadb --batch --skip-column-names</c>).</summary>
/// <exception cref="Core.Errors.OperationFailedException">the server did not answer</exception>
public delegate Task<string> SqlQuery(string sql, CancellationToken cancellationToken);

/// <summary>Finds the database server that takes writes now. It stays the same for one look at the database.</summary>
/// <exception cref="Core.Errors.OperationFailedException">no server takes writes, or more than one</exception>
public delegate Task<SqlQuery> PrimaryDatabase(CancellationToken cancellationToken);
