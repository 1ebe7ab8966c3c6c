using MySqlConnector;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>
/// Finds the writable server among several. All servers are probed continuously. Work stays on the current server while that is writable, then moves to the
/// promoted one. When the current server is gone and several others are writable, none is used: writing to the wrong one would lose money.
/// </summary>
public sealed partial class WritableDatabase : IAsyncDisposable
{
    private static readonly TimeSpan s_probePeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_urgentProbePeriod = TimeSpan.FromMilliseconds(100);

    private readonly DatabaseServer[] _servers;
    private readonly TimeSpan _retryFor;
    private readonly TimeProvider _time;
    private readonly ILogger<WritableDatabase> _log;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _probing = [];
    private TaskCompletionSource<DatabaseServer> _writable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _suspected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile DatabaseServer? _current;
    private DatabaseServer? _lastUsed;
    private long _awaySince;
    private bool _ambiguous;

    public WritableDatabase(DatabaseSettings settings, string lockName, TimeProvider time, ILogger<WritableDatabase> log)
    {
        _servers = [.. settings.Servers.Select(address => new DatabaseServer(address, settings, lockName))];
        _retryFor = settings.RetryFor;
        this._time = time;
        this._log = log;
        _awaySince = time.GetTimestamp();
    }

    /// <summary>The current server; null when none is writable.</summary>
    public ServerAddress? Current => _current?.Address;

    /// <summary>No server has been writable for longer than transactions are retried.</summary>
    public bool IsAwayForLong => _current is null && _time.GetElapsedTime(Volatile.Read(ref _awaySince)) > _retryFor;

    public void Start()
    {
        foreach (var server in _servers)
            _probing.Add(Task.Run(() => ProbeForeverAsync(server, _stop.Token)));
    }

    /// <summary>
    /// Runs a transaction on the writable server. Repeats it when the server rolled it back, and when the connection broke. After a broken connection the
    /// commit's outcome is unknown: <paramref name="work"/> must find out by its unique keys whether it has already been committed.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">did not succeed within the retry time of the settings</exception>
    public async Task<T> RunAsync<T>(Func<MySqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            DatabaseServer? server = null;
            MySqlConnection? connection = null;
            try
            {
                server = _current ?? await WaitForWritableAsync(_retryFor - _time.GetElapsedTime(started), cancellationToken);
                connection = await server.OpenAsync(cancellationToken);
                return await work(connection, cancellationToken);
            }
            catch (Exception exception) when (DatabaseErrors.IsConflict(exception) || DatabaseErrors.IsConnectionLoss(exception))
            {
                var lost = DatabaseErrors.IsConnectionLoss(exception);
                LogRetry(attempt, server?.Address, exception.Message);
                await EndTransactionAsync(connection, discard: lost);
                if (lost && server is not null)
                    Suspect(server);
                if (_time.GetElapsedTime(started) >= _retryFor)
                    throw new DatabaseUnavailableException("the database did not answer in time", exception);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(200, 10 * attempt)), _time, cancellationToken);
            }
            catch (Exception) when (connection is not null)
            {
                await EndTransactionAsync(connection, discard: false);
                throw;
            }
            finally
            {
                if (connection is not null)
                    await connection.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_probing);
        foreach (var server in _servers)
            await server.DisposeAsync();
        _stop.Dispose();
    }

    private static async Task EndTransactionAsync(MySqlConnection? connection, bool discard)
    {
        if (connection is null)
            return;
        if (discard)
        {
            // The other connections in the pool are dead, too. This one closes when it is returned; it may still have an open transaction.
            await MySqlConnection.ClearPoolAsync(connection);
            return;
        }

        try
        {
            await using MySqlCommand rollback = new("ROLLBACK", connection);
            await rollback.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception exception) when (DatabaseErrors.IsConnectionLoss(exception))
        {
            // The server rolls the transaction back when its client is gone.
            await MySqlConnection.ClearPoolAsync(connection);
        }
    }

    private async Task<DatabaseServer> WaitForWritableAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        Task<DatabaseServer> next;
        lock (_gate)
            next = _writable.Task;
        if (limit <= TimeSpan.Zero && !next.IsCompleted)
            throw new DatabaseUnavailableException("no database server is writable");
        try
        {
            return next.IsCompleted ? await next : await next.WaitAsync(limit, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new DatabaseUnavailableException("no database server is writable");
        }
    }

    private async Task ProbeForeverAsync(DatabaseServer server, CancellationToken cancellationToken)
    {
        var last = "not probed yet";
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Task urgent;
                lock (_gate)
                    urgent = _suspected.Task;
                var problem = await server.ProbeAsync(cancellationToken);
                if (!string.Equals(problem, last, StringComparison.Ordinal))
                    LogProbe(server.Address, problem ?? "writable");
                last = problem;
                Select();
                var pause = _current is null ? s_urgentProbePeriod : s_probePeriod;
                await Task.WhenAny(urgent, Task.Delay(pause, _time, cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>Work failed on this server. It is not used again before a probe has seen it writable.</summary>
    private void Suspect(DatabaseServer server)
    {
        lock (_gate)
        {
            if (_current != server)
                return;
            _current = null;
            Volatile.Write(ref _awaySince, _time.GetTimestamp());
            server.Forget();
            _writable = new TaskCompletionSource<DatabaseServer>(TaskCreationOptions.RunContinuationsAsynchronously);
            var wake = _suspected;
            _suspected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wake.SetResult();
        }
    }

    private void Select()
    {
        lock (_gate)
        {
            if (_current is { State: ServerState.Writable } || _servers.Any(server => server.State == ServerState.Unknown))
                return;
            DatabaseServer[] candidates = [.. _servers.Where(server => server.State == ServerState.Writable)];
            var next =
                _lastUsed is { State: ServerState.Writable } ? _lastUsed
                : candidates.Length == 1 ? candidates[0]
                : null;
            if (next is null && candidates.Length > 1 && !_ambiguous)
                LogSplitBrain(string.Join(", ", candidates.Select(server => server.Address)));
            _ambiguous = next is null && candidates.Length > 1;
            if (next is null && _current is null)
                return;
            if (_writable.Task.IsCompleted)
                _writable = new TaskCompletionSource<DatabaseServer>(TaskCreationOptions.RunContinuationsAsynchronously);
            _current = next;
            if (next is null)
            {
                Volatile.Write(ref _awaySince, _time.GetTimestamp());
                return;
            }

            _lastUsed = next;
            LogSelected(next.Address);
            _writable.SetResult(next);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "database server {Server}: {State}")]
    private partial void LogProbe(ServerAddress server, string state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "using database server {Server}")]
    private partial void LogSelected(ServerAddress server);

    [LoggerMessage(Level = LogLevel.Error, Message = "more than one database server is writable ({Servers}); using none until all but one are fenced")]
    private partial void LogSplitBrain(string servers);

    [LoggerMessage(Level = LogLevel.Warning, Message = "transaction attempt {Attempt} on {Server} failed: {Problem}")]
    private partial void LogRetry(int attempt, ServerAddress? server, string problem);
}
