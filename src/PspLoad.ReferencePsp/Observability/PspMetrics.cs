using Prometheus;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Observability;

/// <summary>The application's metrics. Names follow Prometheus' conventions; times are in seconds.</summary>
public sealed class PspMetrics
{
    private readonly Counter _operations;
    private readonly Counter _undecided;
    private readonly Counter _requests;
    private readonly Counter _webhooks;
    private readonly Counter _recovered;
    private readonly Histogram _requestSeconds;
    private readonly Histogram _acquirerSeconds;
    private readonly SuccessRate _success;

    public PspMetrics(CollectorRegistry registry, TimeProvider time)
    {
        _success = new SuccessRate(time);
        var metrics = Metrics.WithCustomRegistry(registry);
        _operations = metrics.CreateCounter("psp_operations_total", "Operations finished, by kind and outcome.", "kind", "outcome");
        _undecided = metrics.CreateCounter("psp_operations_undecided_total", "Answers that left an operation in processing, by kind.", "kind");
        _requests = metrics.CreateCounter("psp_http_requests_total", "Requests answered, by route and status.", "route", "status");
        _webhooks = metrics.CreateCounter("psp_webhook_attempts_total", "Webhook deliveries attempted, by result.", "result");
        _recovered = metrics.CreateCounter("psp_operations_recovered_total", "Abandoned operations that the recovery worker took over.");
        _requestSeconds = metrics.CreateHistogram(
            "psp_http_request_duration_seconds",
            "Time to answer a request, by route.",
            ["route"],
            DurationBuckets.Configuration
        );
        _acquirerSeconds = metrics.CreateHistogram(
            "psp_acquirer_request_duration_seconds",
            "Time until the acquirer answered or timed out, by message and result.",
            ["message", "result"],
            DurationBuckets.Configuration
        );
        Observe(registry, metrics);
    }

    public long WebhookBacklog { get; set; }

    public Func<bool> Ready { get; set; } = static () => false;

    public void OperationFinished(OperationKind kind, OperationStatus outcome)
    {
        _operations.WithLabels(kind.Name(), outcome.Name()).Inc();
        if (kind is OperationKind.Payment or OperationKind.Authentication)
            _success.Add(outcome == OperationStatus.Succeeded);
    }

    public void OperationUndecided(OperationKind kind) => _undecided.WithLabels(kind.Name()).Inc();

    public void OperationRecovered() => _recovered.Inc();

    public void RequestAnswered(string route, int status, TimeSpan duration)
    {
        _requests.WithLabels(route, StatusText(status)).Inc();
        _requestSeconds.WithLabels(route).Observe(duration.TotalSeconds);
    }

    public void AcquirerAnswered(AcquirerMessage message, string result, TimeSpan duration) =>
        _acquirerSeconds.WithLabels(message.Name(), result).Observe(duration.TotalSeconds);

    public void WebhookAttempted(bool delivered) => _webhooks.WithLabels(delivered ? "delivered" : "failed").Inc();

    /// <summary>Registers the values that are read at each scrape.</summary>
    private void Observe(CollectorRegistry registry, MetricFactory metrics)
    {
        var ratio = metrics.CreateGauge("psp_payment_success_ratio", "Approved share of the payments decided in the last 5 minutes; 1 when there were none.");
        var backlog = metrics.CreateGauge("psp_webhook_backlog", "Events that wait for delivery.");
        var ready = metrics.CreateGauge("psp_ready", "1 when the node can take payments.");
        var cpu = metrics.CreateCounter("process_cpu_seconds_total", "CPU time of the process.");
        var memory = metrics.CreateGauge("process_resident_memory_bytes", "Resident memory.");
        var allocated = metrics.CreateCounter("dotnet_gc_allocated_bytes_total", "Bytes allocated on the managed heap.");
        var paused = metrics.CreateCounter("dotnet_gc_pause_seconds_total", "Time for which the garbage collector stopped the process.");
        registry.AddBeforeCollectCallback(() =>
        {
            ratio.Set(_success.Ratio);
            backlog.Set(WebhookBacklog);
            ready.Set(Ready() ? 1 : 0);
            cpu.IncTo(Environment.CpuUsage.TotalTime.TotalSeconds);
            memory.Set(Environment.WorkingSet);
            allocated.IncTo(GC.GetTotalAllocatedBytes());
            paused.IncTo(GC.GetTotalPauseDuration().TotalSeconds);
        });
    }

    private static string StatusText(int status) =>
        status switch
        {
            200 => "200",
            201 => "201",
            402 => "402",
            409 => "409",
            _ => status.ToString(),
        };
}
