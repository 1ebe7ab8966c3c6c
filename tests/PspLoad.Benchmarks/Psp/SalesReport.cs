using System.Globalization;
using System.Text;

namespace PspLoad.Benchmarks.Psp;

/// <summary>Writes the report in Markdown: the goal, then one row per number of connections.</summary>
internal static class SalesReport
{
    private const double GoalSalesPerSecond = 1_000;

    public static string Markdown(IReadOnlyList<SalesRun> runs, double roundTrips, TimeSpan ready, int seconds, string databaseVersion)
    {
        var best = runs.GroupBy(run => run.Connections).Max(group => Median(group, run => run.SalesPerSecond));
        var text = new StringBuilder(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                # Sales per second on one small machine

                Two nodes of the reference PSP, MariaDB with durable commits (`sync_binlog=1`, `innodb_flush_log_at_trx_commit=1`, binary log in row format),
                an acquirer without latency and a simple closed-loop client share the machine. Every sale has a card, a new key and a signature, and is
                answered with 201. Figures are medians of
                {runs.Count
                    / runs.DistinctBy(run =>
                            run.Connections
                        ).Count()} rounds of {seconds} s. They show what the code costs on this machine, not what a PSP can carry.

                Goal: {GoalSalesPerSecond:N0} sales/s; found {best:N0}: {(best >= GoalSalesPerSecond ? "met" : "**missed**")}.

                | connections | sales/s | (lowest–highest) | p50 | p99 | max |
                |---:|---:|---:|---:|---:|---:|

                """
            )
        );
        var series = runs.GroupBy(run => run.Connections).ToList();
        foreach (var group in series)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {group.Key} | {Median(group, run => run.SalesPerSecond):N0} | "
                    + $"{group.Min(run => run.SalesPerSecond):N0}–{group.Max(run => run.SalesPerSecond):N0} "
                    + $"| {Median(group, run => run.P50Ms):0.0} ms | {Median(group, run => run.P99Ms):0.0} ms | {group.Max(run => run.MaxMs):0} ms |\n"
            );
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"""

            ## CPU by process

            In percent of one core.

            | connections | nodes | MariaDB | acquirer | client | total |
            |---:|---:|---:|---:|---:|---:|

            """
        );
        foreach (var group in series)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {group.Key} | {Median(group, run => run.NodesCpu):0} | {Median(group, run => run.DatabaseCpu):0} | "
                    + $"{Median(group, run => run.AcquirerCpu):0} | {Median(group, run => run.ClientCpu):0} | "
                    + $"{Median(group, run => run.NodesCpu + run.DatabaseCpu + run.AcquirerCpu + run.ClientCpu):0} |\n"
            );
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"""

            ## Per sale

            A sale takes {roundTrips:0.00} round trips between node and database. A relay counted the commands in a separate run. The node of that run was ready
            {ready.TotalMilliseconds:0} ms after its process was started, while the two others were idle.

            | connections | commits | fsyncs | allocated in the nodes | CPU of the nodes | CPU of MariaDB |
            |---:|---:|---:|---:|---:|---:|

            """
        );
        foreach (var group in series)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {group.Key} | {Median(group, run => run.Commits):0.00} | {Median(group, run => run.Syncs):0.00} | "
                    + $"{Median(group, run => run.AllocatedBytes) / 1024:0.0} KiB | {Median(group, run => run.NodesCpu / run.SalesPerSecond * 10):0.00} "
                    + $"ms | {Median(group, run => run.DatabaseCpu / run.SalesPerSecond * 10):0.00} ms |\n"
            );
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n## Measured on\n\n{EnvironmentBlock.Text($"MariaDB {databaseVersion}")}\n").ToString();
    }

    private static double Median(IEnumerable<SalesRun> runs, Func<SalesRun, double> value) => Statistics.Median(runs.Select(value));
}
