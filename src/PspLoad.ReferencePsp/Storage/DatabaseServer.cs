using MySqlConnector;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>A database server: a pool for work, and a separate connection for probes, which also holds the named lock of this process.</summary>
public sealed class DatabaseServer : IAsyncDisposable
{
    private static readonly TimeSpan s_probeTimeout = TimeSpan.FromSeconds(1.5);

    private readonly string _connectionString;
    private readonly string _probeConnectionString;
    private readonly string _lockName;
    private MySqlConnection? _probe;

    public DatabaseServer(ServerAddress address, DatabaseSettings settings, string lockName)
    {
        Address = address;
        this._lockName = lockName;
        MySqlConnectionStringBuilder builder = new(settings.Options)
        {
            Server = address.Host,
            Port = address.Port,
            Database = settings.Database,
            UserID = settings.User,
            Password = settings.Password,
            MaximumPoolSize = (uint)settings.PoolSize,
            ConnectionTimeout = 2,
            DefaultCommandTimeout = (uint)Math.Ceiling(settings.CommandTimeout.TotalSeconds),
            // A command that times out closes its connection; its outcome is looked up.
            CancellationTimeout = -1,
            // Saves a round trip per use. Every transaction here ends with COMMIT or ROLLBACK and leaves no session state.
            ConnectionReset = false,
            GuidFormat = MySqlGuidFormat.Binary16,
            DateTimeKind = MySqlDateTimeKind.Utc,
            UseAffectedRows = true,
            AutoEnlist = false,
            IgnoreCommandTransaction = true,
            Keepalive = 10,
            ApplicationName = "psp",
        };
        _connectionString = builder.ConnectionString;
        builder.Pooling = false;
        builder.ConnectionTimeout = 2;
        builder.DefaultCommandTimeout = 2;
        _probeConnectionString = builder.ConnectionString;
    }

    public ServerAddress Address { get; }

    public ServerState State { get; private set; }

    /// <summary>Resets the state to unknown until the next probe.</summary>
    public void Forget() => State = ServerState.Unknown;

    /// <summary>A connection from the driver's pool. Not from a MySqlDataSource, because ClearPool does not clear its pool (MySqlConnector 2.6).</summary>
    public async Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        MySqlConnection connection = new(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Checks whether the server accepts writes, and takes or keeps the named lock of this process. Throws only when cancelled.</summary>
    /// <returns>the problem, or null</returns>
    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_probeTimeout);
        try
        {
            if (_probe is null)
            {
                MySqlConnection opened = new(_probeConnectionString);
                _probe = opened;
                await opened.OpenAsync(limit.Token);
            }

            await using MySqlCommand command = new("SELECT @@global.read_only, IF(IS_USED_LOCK(@name) <=> CONNECTION_ID(), 1, GET_LOCK(@name, 0))", _probe);
            command.Parameters.AddWithValue("@name", _lockName);
            await using var reader = await command.ExecuteReaderAsync(limit.Token);
            await reader.ReadAsync(limit.Token);
            State = reader.GetInt64(0) == 0 ? ServerState.Writable : ServerState.ReadOnly;
            return State == ServerState.Writable ? null : "read-only";
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested
                && (exception is OperationCanceledException or MySqlException || DatabaseErrors.IsConnectionLoss(exception))
            )
        {
            State = ServerState.Unreachable;
            await DropProbeAsync();
            return exception is OperationCanceledException ? $"no answer within {s_probeTimeout.TotalSeconds} s" : exception.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropProbeAsync();
        await using MySqlConnection any = new(_connectionString);
        await MySqlConnection.ClearPoolAsync(any);
    }

    private async Task DropProbeAsync()
    {
        if (_probe is not null)
            await _probe.DisposeAsync();
        _probe = null;
    }
}
