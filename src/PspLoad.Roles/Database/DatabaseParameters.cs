using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;

namespace PspLoad.Roles.Database;

/// <summary>Parameters of <c>database</c>.</summary>
/// <param name="BufferPoolMegabytes">InnoDB's page cache</param>
/// <param name="RedoLogMegabytes">InnoDB's redo log: the most that crash recovery has to read</param>
/// <param name="MaxConnections">total for all clients</param>
/// <param name="SemiSync">commits wait for the replica</param>
/// <param name="SemiSyncTimeoutMilliseconds">how long a commit waits for the replica before it continues without it</param>
public sealed record DatabaseParameters(int BufferPoolMegabytes, int RedoLogMegabytes, int MaxConnections, bool SemiSync, int SemiSyncTimeoutMilliseconds)
{
    private const int DefaultBufferPool = 256;
    private const int DefaultRedoLog = 96;
    private const int DefaultConnections = 200;

    // Shorter than the four seconds for which the application retries a transaction, so that losing the replica costs no payment.
    private const int DefaultTimeout = 2_000;
    private const int LongestTimeout = 3_600_000;

    private static readonly ConfigurationKey s_bufferPool = new("bufferPoolMegabytes", "a whole number", $"default {DefaultBufferPool}", "8192");
    private static readonly ConfigurationKey s_redoLog = new("redoLogMegabytes", "a whole number", $"default {DefaultRedoLog}", "1024");
    private static readonly ConfigurationKey s_connections = new("maxConnections", "a whole number", $"default {DefaultConnections}", "400");
    private static readonly ConfigurationKey s_semiSyncKey = new("semiSync", "on or off", "default on", "on");
    private static readonly ConfigurationKey s_timeout = new("semiSyncTimeoutMs", "a whole number", $"default {DefaultTimeout}", "2000");

    internal static RoleToggle SemiSyncToggle { get; } = new(DatabaseRole.RoleName, s_semiSyncKey, "on", "off", "commits wait until the replica has them");

    public static RoleParameterFormat<DatabaseParameters> Format { get; } =
        new(
            DatabaseRole.RoleName,
            reader => new DatabaseParameters(
                reader.WholeNumber(s_bufferPool, 32, 1_048_576) ?? DefaultBufferPool,
                reader.WholeNumber(s_redoLog, 8, 65_536) ?? DefaultRedoLog,
                reader.WholeNumber(s_connections, 20, 10_000) ?? DefaultConnections,
                reader.Text(s_semiSyncKey, TextFormat.OnOrOff) != "off",
                reader.WholeNumber(s_timeout, 100, LongestTimeout) ?? DefaultTimeout
            ),
            s_bufferPool,
            s_redoLog,
            s_connections,
            s_semiSyncKey,
            s_timeout
        )
        {
            Toggles = [SemiSyncToggle],
        };
}
