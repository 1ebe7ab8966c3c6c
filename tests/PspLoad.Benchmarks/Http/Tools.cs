using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace PspLoad.Benchmarks.Http;

/// <summary>The compared load generators. Each is called as its manual suggests for one machine with two cores.</summary>
internal static class Tools
{
    public const string Ours = "pspload";

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789.");

    /// <param name="cli">assembly of this project's command line</param>
    /// <param name="authority">PEM file that this project's command trusts; the other tools don't verify</param>
    /// <param name="autocannon">path of its script, or null if npm is missing</param>
    public static IReadOnlyList<Tool> All(string cli, string authority, string? autocannon)
    {
        var tools = new List<Tool>
        {
            new(
                Ours,
                (url, connections, seconds) =>
                    OursCommand(cli, authority, url, ["--connections", $"{connections}", "--warmup", "1s", "--duration", $"{seconds - 1}s"]),
                ReadOurs
            ),
            new("wrk", (url, connections, seconds) => ["wrk", "-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "30s", "--latency", $"{url}"], ReadWrk),
            new("h2load", (url, connections, seconds) => ["h2load", "--h1", "-t1", "-c", $"{connections}", "-D", $"{seconds}", $"{url}"], ReadH2Load),
            new("hey", (url, connections, seconds) => ["hey", "-c", $"{connections}", "-z", $"{seconds}s", "-t", "30", $"{url}"], ReadHey),
            new("ab", (url, connections, seconds) => ["ab", "-q", "-k", "-r", "-c", $"{connections}", "-t", $"{seconds}", "-n", "10000000", $"{url}"], ReadAb),
        };
        if (autocannon is not null)
        {
            tools.Add(
                new Tool(
                    "autocannon",
                    (url, connections, seconds) => ["node", autocannon, "-c", $"{connections}", "-d", $"{seconds}", "-t", "30", "-j", $"{url}"],
                    ReadAutocannon
                )
            );
        }

        return tools;
    }

    /// <summary>This project's command at a negligible rate.</summary>
    public static Tool OursOpen(string cli, string authority) =>
        new(Ours, (url, rate, seconds) => OursCommand(cli, authority, url, ["--rate", $"{rate}", "--warmup", "0s", "--duration", $"{seconds}s"]), ReadOurs);

    /// <summary>This project's command as a user types it, with JSON output and full recording.</summary>
    public static IReadOnlyList<string> OursCommand(string cli, string authority, Uri url, IEnumerable<string> options)
    {
        string[] trust = url.Scheme == "https" ? ["--cacert", authority] : [];
        return ["dotnet", cli, "load", "--url", $"{url}", "--json", .. trust, .. options];
    }

    private static ToolReport ReadOurs(string output)
    {
        using var report = JsonDocument.Parse(output);
        var (measured, warmUp) = (report.RootElement.GetProperty("arrivals"), report.RootElement.GetProperty("warmUpArrivals"));
        var times = report.RootElement.GetProperty("responseTimeMs");
        long Of(string name) => measured.GetProperty(name).GetInt64() + warmUp.GetProperty(name).GetInt64();
        return new ToolReport(Of("completed"), Of("failed") + Of("timedOut"), times.GetProperty("p50").GetDouble(), times.GetProperty("p99").GetDouble());
    }

    private static ToolReport ReadWrk(string output)
    {
        var errors = Rest(output, "Socket errors:");
        var failed =
            Number(Rest(output, "Non-2xx or 3xx responses:"))
            + Number(Rest(errors, "connect"))
            + Number(Rest(errors, "read"))
            + Number(Rest(errors, "write"))
            + Number(Rest(errors, "timeout"));
        return new ToolReport(Before(output, " requests in"), (long)failed, WrkTime(output, " 50%"), WrkTime(output, " 99%"));
    }

    private static ToolReport ReadH2Load(string output) =>
        new(Before(output, " succeeded,"), Before(output, " failed,") + Before(output, " errored,") + Before(output, " timeout"), null, null);

    /// <remarks>hey keeps at most a million results, but its rate counts all of them.</remarks>
    private static ToolReport ReadHey(string output)
    {
        var all = (long)Math.Round(Number(Rest(output, "Total:")) * Number(Rest(output, "Requests/sec:")));
        var errors = Rest(output, "Error distribution:").Split('[').Skip(1).Sum(line => (long)Number(line));
        return new ToolReport(all, errors, 1e3 * Number(Rest(Rest(output, " 50%"), "in")), 1e3 * Number(Rest(Rest(output, " 99%"), "in")));
    }

    private static ToolReport ReadAb(string output) =>
        new(
            (long)Number(Rest(output, "Complete requests:")),
            (long)Number(Rest(output, "Failed requests:")),
            Number(Rest(output, " 50%")),
            Number(Rest(output, " 99%"))
        );

    private static ToolReport ReadAutocannon(string output)
    {
        using var report = JsonDocument.Parse(output);
        var (root, latency) = (report.RootElement, report.RootElement.GetProperty("latency"));
        var errors = root.GetProperty("errors").GetInt64() + root.GetProperty("timeouts").GetInt64() + root.GetProperty("non2xx").GetInt64();
        return new ToolReport(
            root.GetProperty("requests").GetProperty("total").GetInt64(),
            errors,
            latency.GetProperty("p50").GetDouble(),
            latency.GetProperty("p99").GetDouble()
        );
    }

    /// <summary>wrk chooses the unit of each time.</summary>
    private static double WrkTime(string output, string label)
    {
        var rest = Rest(output, label).TrimStart();
        var factor = rest.TrimStart('.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') switch
        {
            ['u', ..] => 1e-3,
            ['m', 's', ..] => 1,
            ['s', ..] => 1e3,
            _ => 60e3,
        };
        return Number(rest) * factor;
    }

    /// <summary>Text after the first <paramref name="label"/>; empty if there is none.</summary>
    private static string Rest(string output, string label) =>
        output.IndexOf(label, StringComparison.Ordinal) is >= 0 and var at ? output[(at + label.Length)..] : "";

    /// <summary>The number at the start of the text, or 0.</summary>
    private static double Number(string text)
    {
        text = text.TrimStart();
        var end = text.AsSpan().IndexOfAnyExcept(s_digits);
        return double.TryParse(end < 0 ? text : text[..end], CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>The integer directly before <paramref name="label"/>, or 0.</summary>
    private static long Before(string output, string label)
    {
        var end = output.IndexOf(label, StringComparison.Ordinal);
        var start = end < 0 ? -1 : output.AsSpan(0, end).LastIndexOfAnyExceptInRange('0', '9');
        return end < 0 ? 0 : long.Parse(output.AsSpan(start + 1, end - start - 1), CultureInfo.InvariantCulture);
    }
}
