using MySqlConnector;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>A private MariaDB with durable commits and its own directory, port and pid.</summary>
internal sealed class MariaDbInstance : IAsyncDisposable
{
    private static readonly string[] s_places = ["/usr/sbin", "/usr/bin", "/usr/local/bin"];

    private readonly string _directory;
    private readonly int _serverId;
    private ChildProcess? _process;

    private MariaDbInstance(string directory, int serverId)
    {
        this._directory = directory;
        this._serverId = serverId;
        Port = FreePort.Next();
    }

    public int Port { get; }

    /// <summary>Why MariaDB cannot run here; null when it can.</summary>
    public static string? Missing =>
        Find("mariadbd") is null || Find("mariadb-install-db") is null ? "MariaDB is not installed (mariadbd): apt-get install mariadb-server" : null;

    public TimeSpan CpuTime => _process!.CpuTime;

    public string RootConnectionString => ConnectionString(Port);

    public static async Task<MariaDbInstance> StartAsync(string directory, int serverId, CancellationToken cancellationToken)
    {
        MariaDbInstance instance = new(directory, serverId);
        Directory.CreateDirectory(directory);
        var install = ChildProcess.Start(
            Find("mariadb-install-db")!,
            ["--no-defaults", $"--datadir={directory}/data", "--auth-root-authentication-method=normal", "--skip-test-db", .. AsUser()],
            new Dictionary<string, string>(),
            directory + "/install.log"
        );
        await using (install)
        {
            await install.WaitForExitAsync(TimeSpan.FromSeconds(60));
            if (install.ExitCode != 0)
                throw new InvalidOperationException(await File.ReadAllTextAsync(directory + "/install.log", cancellationToken));
        }

        await instance.StartAgainAsync(cancellationToken);
        return instance;
    }

    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        _process = ChildProcess.Start(
            Find("mariadbd")!,
            [
                "--no-defaults",
                $"--datadir={_directory}/data",
                $"--socket={_directory}/db.sock",
                $"--pid-file={_directory}/db.pid",
                $"--port={Port}",
                "--bind-address=127.0.0.1",
                $"--server-id={_serverId}",
                $"--log-bin={_directory}/binlog",
                "--log-slave-updates",
                "--gtid-strict-mode",
                "--binlog-format=ROW",
                "--sync-binlog=1",
                "--innodb-flush-log-at-trx-commit=1",
                "--sql-mode=STRICT_ALL_TABLES",
                "--innodb-buffer-pool-size=256M",
                "--performance-schema=OFF",
                "--skip-name-resolve",
                "--max-connections=300",
                .. AsUser(),
            ],
            new Dictionary<string, string>(),
            _directory + "/server.log"
        );
        await Wait.UntilAsync($"MariaDB on port {Port}", TimeSpan.FromSeconds(30), async () => await AnswersAsync(cancellationToken), cancellationToken);
    }

    public Task KillAsync() => _process!.KillAsync();

    public Task SignalAsync(string signal) => _process!.SignalAsync(signal);

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using MySqlConnection connection = new(RootConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using MySqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<MySqlDataReader, T> read, CancellationToken cancellationToken) =>
        QueryAsync(Port, sql, read, cancellationToken);

    private static async Task<IReadOnlyList<T>> QueryAsync<T>(int port, string sql, Func<MySqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using MySqlConnection connection = new(ConnectionString(port) + ";Database=psp");
        await connection.OpenAsync(cancellationToken);
        await using MySqlCommand command = new(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>One row a line, tab-separated, as the mariadb client writes it.</summary>
    public Task<string> Query(string sql, CancellationToken cancellationToken) => QueryAt(Port, sql, cancellationToken);

    /// <inheritdoc cref="Query"/>
    public static async Task<string> QueryAt(int port, string sql, CancellationToken cancellationToken)
    {
        var rows = await QueryAsync(
            port,
            sql,
            row => string.Join('\t', Enumerable.Range(0, row.FieldCount).Select(column => row.GetValue(column).ToString())),
            cancellationToken
        );
        return string.Concat(rows.Select(row => row + "\n"));
    }

    public async Task<long> CountAsync(string sql, CancellationToken cancellationToken) =>
        (await QueryAsync(sql, row => Convert.ToInt64(row.GetValue(0)), cancellationToken))[0];

    /// <summary>The schema and its data, written by mariadb-dump.</summary>
    public async Task<string> DumpAsync(CancellationToken cancellationToken)
    {
        var file = _directory + "/dump.sql";
        File.Delete(file);
        await using var dump = ChildProcess.Start(
            Find("mariadb-dump")!,
            ["--no-defaults", "--host=127.0.0.1", $"--port={Port}", "--user=root", "--hex-blob", "--single-transaction", "psp"],
            new Dictionary<string, string>(),
            file
        );
        await dump.WaitForExitAsync(TimeSpan.FromSeconds(60));
        var text = await File.ReadAllTextAsync(file, cancellationToken);
        return dump.ExitCode == 0 ? text : throw new InvalidOperationException(text[..Math.Min(500, text.Length)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
    }

    private static string ConnectionString(int port) =>
        $"Server=127.0.0.1;Port={port};User ID=root;Pooling=false;GuidFormat=Binary16;Allow User Variables=true";

    private static string? Find(string program) => s_places.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);

    private static string[] AsUser() => Environment.UserName == "root" ? ["--user=root"] : [];

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_process!.HasExited)
            throw new InvalidOperationException("MariaDB ended: " + await File.ReadAllTextAsync(_directory + "/server.log", cancellationToken));
        try
        {
            await ExecuteAsync("DO 1", cancellationToken);
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }
}
