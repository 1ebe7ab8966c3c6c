using System.Diagnostics;
using System.Globalization;

namespace PspLoad.Benchmarks.Psp;

/// <summary>What the processes have used and done since they started.</summary>
/// <param name="Nodes">CPU time of both nodes</param>
/// <param name="Commits">commit commands that MariaDB received</param>
/// <param name="Syncs">fsyncs of InnoDB and of the binary log</param>
/// <param name="Allocated">bytes allocated in both nodes</param>
internal sealed record Counters(TimeSpan Nodes, TimeSpan Database, TimeSpan Acquirer, TimeSpan Client, long Commits, long Syncs, double Allocated)
{
    public static async Task<Counters> ReadAsync(SalesStack stack, CancellationToken cancellationToken)
    {
        var rows = await stack.Database.QueryAsync(
            "SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_commit', 'Innodb_data_fsyncs', 'Binlog_group_commits')",
            row => (Name: row.GetString(0), Value: long.Parse(row.GetString(1), CultureInfo.InvariantCulture)),
            cancellationToken
        );
        var status = rows.ToDictionary(row => row.Name, row => row.Value);
        double allocated = 0;
        foreach (var node in stack.Nodes)
            allocated += Read(await node.MetricsAsync(cancellationToken), "dotnet_gc_allocated_bytes_total");
        using var self = Process.GetCurrentProcess();
        return new Counters(
            stack.Nodes.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.CpuTime),
            stack.Database.CpuTime,
            stack.Acquirer.CpuTime,
            self.TotalProcessorTime,
            status["Com_commit"],
            status["Innodb_data_fsyncs"] + status["Binlog_group_commits"],
            allocated
        );
    }

    private static double Read(string metrics, string name) =>
        double.Parse(metrics.Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
}
