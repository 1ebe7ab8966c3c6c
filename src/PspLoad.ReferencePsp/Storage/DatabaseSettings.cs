namespace PspLoad.ReferencePsp.Storage;

/// <summary>How to reach the database.</summary>
/// <param name="Servers">all servers that can be the primary; the writable one is used</param>
/// <param name="Database">name of the schema</param>
/// <param name="User">least privilege: DML, plus DDL unless MIGRATE is off</param>
/// <param name="Password">from a file</param>
/// <param name="Options">further MySqlConnector options, for example <c>SslMode=VerifyFull;SslCa=/run/tls/ca.pem</c></param>
/// <param name="PoolSize">connections per server</param>
/// <param name="CommandTimeout">longest time for a batch; after that, its outcome is unknown and is looked up</param>
/// <param name="RetryFor">how long a transaction is retried, on another or a recovered server</param>
public sealed record DatabaseSettings(
    IReadOnlyList<ServerAddress> Servers,
    string Database,
    string User,
    string Password,
    string Options,
    int PoolSize,
    TimeSpan CommandTimeout,
    TimeSpan RetryFor
);
