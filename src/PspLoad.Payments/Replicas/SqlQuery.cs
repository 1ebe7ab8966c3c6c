namespace PspLoad.Payments.Replicas;

/// <summary>Runs SQL on one database server, wherever it is: one row a line, columns separated by tabs, no header (<c>mariadb --batch
/// --skip-column-names</c>).</summary>
/// <exception cref="Core.Errors.OperationFailedException">the server gave no answer</exception>
public delegate Task<string> SqlQuery(string sql, CancellationToken cancellationToken);
