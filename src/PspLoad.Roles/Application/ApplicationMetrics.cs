using System.Globalization;
using PspLoad.Core.Bottlenecks;
using PspLoad.Core.Environments;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Metrics;

namespace PspLoad.Roles.Application;

/// <summary>The application's metrics, in the Prometheus text format (0.0.4).</summary>
internal sealed class ApplicationMetrics() : ServiceMetrics("psp")
{
    private const string Request = "psp_http_request_duration_seconds";
    private const string AcquirerRequest = "psp_acquirer_request_duration_seconds";
    private const string Pool = "db_client_connections";
    private const string Backlog = "psp_webhook_backlog";
    private const string GcPause = "dotnet_gc_pause_seconds_total";
    private const string AcquirerMs = "pspAcquirerMs";
    private const string PoolWaiting = "pspDatabasePoolWaiting";

    public override IReadOnlyList<ServiceFigure> Figures { get; } =
    [
        new("pspRequestsPerSecond", two => two.Rate($"{Request}_count")),
        new("pspRequestMs", two => 1000 * two.Each($"{Request}_sum", $"{Request}_count")),
        new(AcquirerMs, two => 1000 * two.Each($"{AcquirerRequest}_sum", $"{AcquirerRequest}_count")),
        new("pspAcquirerRequestsPerSecond", two => two.Rate($"{AcquirerRequest}_count")),
        new("pspDatabasePoolPercent", two => 100 * two.Now($"{Pool}_usage.used") / two.Now($"{Pool}_max")),
        new(PoolWaiting, two => two.Now($"{Pool}_pending_requests")),
        new("pspWebhookBacklog", two => two.Now(Backlog)),
        new("pspGcPauseMsPerSecond", two => 1000 * two.Rate(GcPause)),
    ];

    public override IReadOnlyList<BottleneckRule> Bottlenecks { get; } =
    [
        new()
        {
            Kind = BottleneckKind.ConnectionPool,
            Figure = PoolWaiting,
            SaturatedFrom = 1,
            What = "database connections of the application on {0}",
            Unit = " requests waiting for one",
            Because = "it is 0 while the pool is large enough",
            Try = "a larger connection pool, if {0}'s database has room; else find what holds connections for long",
        },
        new()
        {
            Kind = BottleneckKind.Acquirer,
            Figure = AcquirerMs,
            SaturatedFrom = 1,
            Growth = 2,
            What = "acquirer, as the application on {0} sees it",
            Unit = " ms for each request",
            Because = "a time that grows with the load is a queue",
            Try = "ask the acquirer what it guarantees, or allow more concurrent requests to it",
        },
    ];

    public override string Sample(HostDefinition host) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"get {Service} {Shell.Quote(host.Address.ToString())} {ApplicationRole.InternalPort} /metrics "
                + $"'^({Request}_(sum|count)|{AcquirerRequest}_(sum|count)|{Backlog}|{Pool}_(usage|max|pending_requests)|{GcPause})'"
        );

    internal override (string Name, string Number)? Read(string[] words) => words.Length >= 2 ? (SeriesOf(words[0]), words[^1]) : null;

    /// <summary>The series' name without labels, except for the state of pooled connections.</summary>
    private static string SeriesOf(string series)
    {
        var brace = series.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0)
            return series;
        return series.Contains("state=\"used\"", StringComparison.Ordinal) ? series[..brace] + ".used" : series[..brace];
    }
}
