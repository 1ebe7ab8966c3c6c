using System.Globalization;
using System.Text;

namespace PspLoad.Benchmarks.Http;

/// <summary>Writes the report in Markdown: the goals, then one table per series.</summary>
internal static class HttpReport
{
    public static string Markdown(IReadOnlyList<Series> all, InjectorSeries? injector, string[] versions)
    {
        var text = new StringBuilder(
            """
            # The load command compared with other load generators

            NGINX with one worker on loopback answers every request with 227 bytes of JSON. Each tool drives it with a closed load. The tools run one after the
            other in each round, and every second round reverses their order (A B C, C B A, …). Figures are medians of the rounds. A ratio is the median of the
            rounds' ratios of this project to the other tool. CPU is the user and system time of the whole process from start to end, including its children, so
            a runtime pays for its start and its compilation. Memory is the peak resident set. This project records response time, service time and lag of every
            request and verifies the certificate; the other tools do not verify it.

            ## Goals

            | goal | limit | found | |
            |---|---:|---:|---|

            """
        );
        foreach (var goal in Goals.Judge(all, injector))
            text.Append(CultureInfo.InvariantCulture, $"| {goal.Name} | {goal.Wanted} | {goal.Found} | {goal.Verdict} |\n");
        foreach (var series in all)
            Append(text, series);
        AppendCosts(text, all, injector);
        if (injector is not null)
            Append(text, injector);
        return text.Append(CultureInfo.InvariantCulture, $"\n## Measured on\n\n{EnvironmentBlock.Text(versions)}\n").ToString();
    }

    private static void Append(StringBuilder text, Series series)
    {
        var rounds = series.Runs[Tools.Ours].Count;
        text.Append(
            CultureInfo.InvariantCulture,
            $"""

            ## {(series.Scheme == "http" ? "HTTP/1.1" : "HTTP/1.1 over TLS")}, {series.Connections:N0} connections

            {rounds} rounds of {series.Seconds} s, {series.MeasuredAt:yyyy-MM-dd}.

            | tool | requests per CPU-second | (lowest–highest) | ours ÷ it | requests/s | p50 | p99 | peak RSS | errors |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|

            """
        );
        foreach (var (tool, runs) in series.Runs.OrderByDescending(pair => series.Median(pair.Key, run => run.RequestsPerCpuSecond)))
        {
            var (lowest, highest) = (runs.Min(run => run.RequestsPerCpuSecond), runs.Max(run => run.RequestsPerCpuSecond));
            var ratio = tool == Tools.Ours ? "" : string.Create(CultureInfo.InvariantCulture, $"{series.Ratio(tool, run => run.RequestsPerCpuSecond):0.00}");
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {(tool == Tools.Ours ? $"**{tool}**" : tool)} | {series.Median(tool, run => run.RequestsPerCpuSecond):N0} "
                    + $"| {lowest:N0}–{highest:N0} | {ratio} "
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {series.Median(tool, run => run.Report.Requests / (double)series.Seconds):N0} "
                    + $"| {Time(runs, run => run.P50)} | {Time(runs, run => run.P99)} "
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {series.Median(tool, run => run.PeakRssBytes) / 1e6:0} MB | {runs.Sum(run => run.Report.Errors):N0} |\n"
            );
        }
    }

    /// <summary>
    /// CPU time per request, in the kernel and in the tool. The kernel moves the same bytes for every tool, so the differences come from
    /// the program and from the start of its runtime.
    /// </summary>
    private static void AppendCosts(StringBuilder text, IReadOnlyList<Series> all, InjectorSeries? injector)
    {
        text.Append(
            """

            ## Where the time goes

            CPU time per request in µs: in the kernel (socket work, shared with the local NGINX) and in the tool itself.

            | tool | connections | kernel | tool |
            |---|---|---:|---:|

            """
        );
        foreach (var series in all)
        {
            foreach (var tool in series.Runs.Keys)
            {
                double Cost(Func<ToolRun, double> seconds) => series.Median(tool, run => 1e6 * seconds(run) / run.Report.Requests);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {tool} | {series.Scheme} {series.Connections:N0} | {Cost(run => run.KernelSeconds):0.0} | {Cost(run => run.UserSeconds):0.0} |\n"
                );
            }
        }
        if (injector is { Starts: { Count: > 0 } starts })
        {
            var start = Statistics.Median(starts);
            text.Append(CultureInfo.InvariantCulture, $"\nStart, compilation and exit of this project's command cost {start:0.00} s of CPU");
            if (
                all.FirstOrDefault(series => series is { Scheme: "http", Connections: 64 }) is { } few
                && few.Ratio("wrk", run => run.RequestsPerCpuSecond) is { } ratio
            )
            {
                var without =
                    few.Median(Tools.Ours, run => run.Report.Requests / (run.CpuSeconds - start)) / few.Median("wrk", run => run.RequestsPerCpuSecond);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $", out of {few.Median(Tools.Ours, run => run.CpuSeconds):0.0} s at 64 connections. Without them it would reach "
                        + $"{without:0.00} times wrk's requests per CPU-second there instead of {ratio:0.00}. A run of minutes comes close to that"
                );
            }
            text.Append(".\n");
        }
    }

    private static void Append(StringBuilder text, InjectorSeries injector)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"""

            ## Open model

            {injector.Freezes.Count} rounds, {injector.MeasuredAt:yyyy-MM-dd}. Poisson arrivals at the same NGINX.
            CPU is in percent of one core, including sending the requests and reading the answers.

            | arrivals/s | lag p50 | lag p99 | (lowest–highest) | CPU | VALID |
            |---:|---:|---:|---:|---:|---:|

            """
        );
        foreach (var rate in injector.Lags.GroupBy(run => run.Rate))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {rate.Key:N0} | {Statistics.Median(rate.Select(run => run.P50)):0.000} ms | {Statistics.Median(rate.Select(run => run.P99)):0.000} ms "
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {rate.Min(run => run.P99):0.000}–{rate.Max(run => run.P99):0.000} ms | {Statistics.Median(rate.Select(run => run.CorePercent)):0} "
                    + $"% | {rate.Count(run => run.Valid)} of {rate.Count()} |\n"
            );
        }
        text.Append(
            """

            Freeze test: 2,000 evenly spaced arrivals/s for 10 s, with NGINX's worker stopped (SIGSTOP) for 2 s. For a stop of exactly 2 s,
            the calculated values are p90 1.0 s, p99 1.9 s and p99.9 1.99 s.

            | stopped | p50 | p90 | p99 | p99.9 | scheduled | completed |
            |---:|---:|---:|---:|---:|---:|---:|

            """
        );
        foreach (var run in injector.Freezes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {run.StoppedMs:0} ms | {run.P50:0.0} ms | {run.P90:0} ms | {run.P99:0} ms | {run.P999:0} ms | {run.Scheduled:N0} | {run.Completed:N0} |\n"
            );
        }
    }

    private static string Time(List<ToolRun> runs, Func<ToolReport, double?> value)
    {
        var known = runs.Select(run => value(run.Report)).OfType<double>().ToList();
        return known.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{Statistics.Median(known):0.##} ms");
    }
}
