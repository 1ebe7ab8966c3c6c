using MySqlConnector;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>
/// The one server of several that takes writes. Each is probed all the time; work goes to the one in use for as long as it stays writable, then to
/// the one that was promoted. When others are writable and more than one, none is used: writing to the wrong one would lose money.
/// </summary>
public sealed partial class WritableDatabase : IAsyncDisposable
{
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan UrgentProbePeriod = TimeSpan.FromMilliseconds(100);

    private readonly DatabaseServer[] servers;
    private readonly TimeSpan retryFor;
    private readonly TimeProvider time;
    private readonly ILogger<WritableDatabase> log;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> probing = [];
    private TaskCompletionSource<DatabaseServer> writable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource suspected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile DatabaseServer? current;
    private DatabaseServer? lastUsed;
    private long awaySince;
    private bool ambiguous;

    public WritableDatabase(DatabaseSettings settings, string lockName, TimeProvider time, ILogger<WritableDatabase> log)
    {
        servers = [.. settings.Servers.Select(address => new DatabaseServer(address, settings, lockName))];
        retryFor = settings.RetryFor;
        this.time = time;
        this.log = log;
        awaySince = time.GetTimestamp();
    }

    /// <summary>The server in use; null when none is writable.</summary>
    public ServerAddress? Current => current?.Address;

    /// <summary>None has been writable for longer than a transaction may be retried.</summary>
    public bool IsAwayForLong => current is null && time.GetElapsedTime(Volatile.Read(ref awaySince)) > retryFor;

    public void Start()
    {
        foreach (DatabaseServer server in servers) probing.Add(Task.Run(() => ProbeForeverAsync(server, stop.Token)));
    }

    /// <summary>
    /// Runs a transaction on the writable server. It runs again when the server rolled it back, and when the connection broke, with the commit's outcome
    /// unknown: <paramref name="work"/> must find out by its unique keys whether it had already taken place.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">not within the retry time of the settings</exception>
    public async Task<T> RunAsync<T>(Func<MySqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            DatabaseServer? server = null;
            MySqlConnection? connection = null;
            try
            {
                server = current ?? await WaitForWritableAsync(retryFor - time.GetElapsedTime(started), cancellationToken);
                connection = await server.OpenAsync(cancellationToken);
                return await work(connection, cancellationToken);
            }
            catch (Exception exception) when (DatabaseErrors.IsConflict(exception) || DatabaseErrors.IsConnectionLoss(exception))
            {
                bool lost = DatabaseErrors.IsConnectionLoss(exception);
                LogRetry(attempt, server?.Address, exception.Message);
                await EndTransactionAsync(connection, discard: lost);
                if (lost && server is not null) Suspect(server);
                if (time.GetElapsedTime(started) >= retryFor) throw new DatabaseUnavailableException("the database gave no answer in time", exception);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(200, 10 * attempt)), time, cancellationToken);
            }
            catch (Exception) when (connection is not null)
            {
                await EndTransactionAsync(connection, discard: false);
                throw;
            }
            finally
            {
                if (connection is not null) await connection.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(probing);
        foreach (DatabaseServer server in servers) await server.DisposeAsync();
        stop.Dispose();
    }

    private static async Task EndTransactionAsync(MySqlConnection? connection, bool discard)
    {
        if (connection is null) return;
        if (discard)
        {
            // Others in the pool are as dead as this one. This one is closed, too, once it is given back: it may be alive with a transaction that is open.
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
            // The server rolls back what its client left.
            await MySqlConnection.ClearPoolAsync(connection);
        }
    }

    private async Task<DatabaseServer> WaitForWritableAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        Task<DatabaseServer> next;
        lock (gate) next = writable.Task;
        if (limit <= TimeSpan.Zero && !next.IsCompleted) throw new DatabaseUnavailableException("no database server is writable");
        try
        {
            return next.IsCompleted ? await next : await next.WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new DatabaseUnavailableException("no database server is writable");
        }
    }

    private async Task ProbeForeverAsync(DatabaseServer server, CancellationToken cancellationToken)
    {
        string? last = "not probed yet";
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Task urgent;
                lock (gate) urgent = suspected.Task;
                string? problem = await server.ProbeAsync(cancellationToken);
                if (!string.Equals(problem, last, StringComparison.Ordinal)) LogProbe(server.Address, problem ?? "writable");
                last = problem;
                Select();
                TimeSpan pause = current is null ? UrgentProbePeriod : ProbePeriod;
                await Task.WhenAny(urgent, Task.Delay(pause, time, cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>Work failed on the server: nobody uses it until a probe has seen it writable again.</summary>
    private void Suspect(DatabaseServer server)
    {
        lock (gate)
        {
            if (current != server) return;
            current = null;
            Volatile.Write(ref awaySince, time.GetTimestamp());
            server.Forget();
            writable = new TaskCompletionSource<DatabaseServer>(TaskCreationOptions.RunContinuationsAsynchronously);
            TaskCompletionSource wake = suspected;
            suspected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wake.SetResult();
        }
    }

    private void Select()
    {
        lock (gate)
        {
            if (current is { State: ServerState.Writable } || servers.Any(server => server.State == ServerState.Unknown)) return;
            DatabaseServer[] candidates = [.. servers.Where(server => server.State == ServerState.Writable)];
            DatabaseServer? next = lastUsed is { State: ServerState.Writable } ? lastUsed : candidates.Length == 1 ? candidates[0] : null;
            if (next is null && candidates.Length > 1 && !ambiguous) LogSplitBrain(string.Join(", ", candidates.Select(server => server.Address)));
            ambiguous = next is null && candidates.Length > 1;
            if (next is null && current is null) return;
            if (writable.Task.IsCompleted) writable = new TaskCompletionSource<DatabaseServer>(TaskCreationOptions.RunContinuationsAsynchronously);
            current = next;
            if (next is null)
            {
                Volatile.Write(ref awaySince, time.GetTimestamp());
                return;
            }

            lastUsed = next;
            LogSelected(next.Address);
            writable.SetResult(next);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "database server {Server}: {State}")]
    private partial void LogProbe(ServerAddress server, string state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "using database server {Server}")]
    private partial void LogSelected(ServerAddress server);

    [LoggerMessage(Level = LogLevel.Error, Message = "more than one database server is writable ({Servers}); none is used until all but one are fenced")]
    private partial void LogSplitBrain(string servers);

    [LoggerMessage(Level = LogLevel.Warning, Message = "transaction attempt {Attempt} on {Server} failed: {Problem}")]
    private partial void LogRetry(int attempt, ServerAddress? server, string problem);
}
