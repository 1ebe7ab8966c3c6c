namespace PspLoad.Payments.Replicas;

/// <summary>Runs SQL on one database server and returns one row per line, tab-separated columns, no header
/// (as <c>mariadb --batch --skip-column-names</c>).</summary>
/// <exception cref="Core.Errors.OperationFailedException">the server did not answer</exception>
public delegate Task<string> SqlQuery(string sql, CancellationToken cancellationToken);
