using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PspLoad.Benchmarks.Http;

/// <summary>
/// Compares this project's load command with wrk, h2load, hey, ab and autocannon on one NGINX. Measurements are kept in
/// artifacts/bench/http. The report uses all of them, so that a long comparison can be run in several parts.
/// </summary>
internal sealed class HttpBenchmark(string root)
{
    private readonly string _folder = Path.Combine(root, "artifacts", "bench", "http");

    private string Cli => Path.Combine(root, "artifacts", "bin", "PspLoad.Cli", "release", "pspload.dll");

    /// <returns>Markdown</returns>
    public async Task<string> RunAsync(HttpArguments arguments, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        await using (var target = await NginxTarget.StartAsync(cancellationToken))
        {
            var tools = Tools.All(Cli, target.Authority, Autocannon());
            foreach (var scheme in arguments.Schemes)
            {
                foreach (var connections in arguments.Connections)
                {
                    var series = await MeasureAsync(tools, target, scheme, connections, arguments, cancellationToken);
                    Save($"{scheme}-{connections}.json", series, SeriesJson.Default.Series);
                }
            }
            if (arguments.Injector)
                Save("injector.json", await new InjectorBench(target, Cli).MeasureAsync(arguments, cancellationToken), SeriesJson.Default.InjectorSeries);
        }
        return HttpReport.Markdown(LoadSeries(), LoadInjector(), await VersionsAsync(cancellationToken));
    }

    private static async Task<Series> MeasureAsync(
        IReadOnlyList<Tool> tools,
        NginxTarget target,
        string scheme,
        int connections,
        HttpArguments arguments,
        CancellationToken cancellationToken
    )
    {
        var series = new Series(
            scheme,
            connections,
            arguments.Seconds,
            TimeProvider.System.GetUtcNow(),
            tools.ToDictionary(tool => tool.Name, _ => new List<ToolRun>(), StringComparer.Ordinal)
        );
        for (var round = 0; round < arguments.Rounds; round++)
        {
            foreach (var tool in round % 2 == 0 ? tools : tools.Reverse())
            {
                var run = await ToolRun.MeasureAsync(tool, target.Url(scheme), connections, arguments.Seconds, cancellationToken);
                series.Runs[tool.Name].Add(run);
                Console.Error.WriteLine(
                    $"{scheme} {connections} round {round + 1}: {tool.Name, -10} {run.RequestsPerCpuSecond, 8:N0} requests per "
                        + $"CPU-second, {run.Report.Requests / (double)arguments.Seconds, 8:N0}/s, {run.PeakRssBytes >> 20} MB, {run.Report.Errors} errors"
                );
            }
        }
        return series;
    }

    /// <summary>Path of autocannon's script as installed by run.sh.</summary>
    private string? Autocannon()
    {
        var script = Path.Combine(root, "artifacts", "npm", "node_modules", "autocannon", "autocannon.js");
        if (File.Exists(script))
            return script;
        Console.Error.WriteLine("skipped: autocannon, because npm or its package is missing");
        return null;
    }

    private async Task<string[]> VersionsAsync(CancellationToken cancellationToken)
    {
        var versions = new List<string> { "target: " + await NginxTarget.VersionAsync(cancellationToken) };
        using var query = Process.Start(
            new ProcessStartInfo("dpkg-query", ["-W", "-f", "${Package} ${Version}\n", "wrk", "nghttp2-client", "hey", "apache2-utils"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        versions.Add((await query.StandardOutput.ReadToEndAsync(cancellationToken)).Trim().Replace("\n", ", ", StringComparison.Ordinal));
        if (Autocannon() is { } script)
        {
            using var package = JsonDocument.Parse(
                await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(script)!, "package.json"), cancellationToken)
            );
            versions.Add($"autocannon {package.RootElement.GetProperty("version").GetString()} (npm)");
        }
        return [.. versions];
    }

    private void Save<T>(string name, T value, JsonTypeInfo<T> type)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path + ".tmp", JsonSerializer.Serialize(value, type));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private List<Series> LoadSeries() =>
        [
            .. Directory
                .GetFiles(_folder, "http*.json")
                .Select(path => JsonSerializer.Deserialize(File.ReadAllText(path), SeriesJson.Default.Series)!)
                .OrderBy(series => series.Scheme, StringComparer.Ordinal)
                .ThenBy(series => series.Connections),
        ];

    private InjectorSeries? LoadInjector()
    {
        var path = Path.Combine(_folder, "injector.json");
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), SeriesJson.Default.InjectorSeries) : null;
    }
}
