using System.Diagnostics.Metrics;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Observability;

/// <summary>What the application measures; names follow Prometheus' conventions, times are in seconds.</summary>
public sealed class PspMetrics : IDisposable
{
    public const string MeterName = "PspLoad.ReferencePsp";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _operations;
    private readonly Counter<long> _undecided;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _webhooks;
    private readonly Counter<long> _recovered;
    private readonly Histogram<double> _requestSeconds;
    private readonly Histogram<double> _acquirerSeconds;
    private readonly SuccessRate _success;

    public PspMetrics(TimeProvider time)
    {
        _success = new SuccessRate(time);
        _operations = _meter.CreateCounter<long>("psp_operations_total", null, "Operations finished, by kind and outcome.");
        _undecided = _meter.CreateCounter<long>("psp_operations_undecided_total", null, "Answers that left an operation in processing, by kind.");
        _requests = _meter.CreateCounter<long>("psp_http_requests_total", null, "Requests answered, by route and status.");
        _webhooks = _meter.CreateCounter<long>("psp_webhook_attempts_total", null, "Webhook deliveries attempted, by result.");
        _recovered = _meter.CreateCounter<long>("psp_operations_recovered_total", null, "Abandoned operations that the recovery worker took up.");
        _requestSeconds = _meter.CreateHistogram<double>("psp_http_request_duration_seconds", null, "Time to answer a request, by route.");
        _acquirerSeconds = _meter.CreateHistogram<double>(
            "psp_acquirer_request_duration_seconds",
            null,
            "Time until the acquirer answered or was given up on, by message and result."
        );
        _meter.CreateObservableGauge(
            "psp_payment_success_ratio",
            () => _success.Ratio,
            null,
            "Approved share of the payments decided in the last 5 minutes; 1 when there were none."
        );
        _meter.CreateObservableGauge("psp_webhook_backlog", () => WebhookBacklog, null, "Events that wait for delivery.");
        _meter.CreateObservableGauge("psp_ready", () => Ready() ? 1 : 0, null, "1 when the node can take payments.");
        _meter.CreateObservableCounter("process_cpu_seconds_total", () => Environment.CpuUsage.TotalTime.TotalSeconds, null, "CPU time of the process.");
        _meter.CreateObservableGauge("process_resident_memory_bytes", () => Environment.WorkingSet, null, "Resident memory.");
        _meter.CreateObservableCounter("dotnet_gc_allocated_bytes_total", () => GC.GetTotalAllocatedBytes(), null, "Bytes allocated on the managed heap.");
        _meter.CreateObservableCounter(
            "dotnet_gc_pause_seconds_total",
            () => GC.GetTotalPauseDuration().TotalSeconds,
            null,
            "Time that the collector stopped the process for."
        );
    }

    public long WebhookBacklog { get; set; }

    public Func<bool> Ready { get; set; } = static () => false;

    public void OperationFinished(OperationKind kind, OperationStatus outcome)
    {
        _operations.Add(1, new("kind", kind.Name()), new("outcome", outcome.Name()));
        if (kind is OperationKind.Payment or OperationKind.Authentication)
            _success.Add(outcome == OperationStatus.Succeeded);
    }

    public void OperationUndecided(OperationKind kind) => _undecided.Add(1, new KeyValuePair<string, object?>("kind", kind.Name()));

    public void OperationRecovered() => _recovered.Add(1);

    public void RequestAnswered(string route, int status, TimeSpan duration)
    {
        _requests.Add(1, new("route", route), new("status", StatusText(status)));
        _requestSeconds.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("route", route));
    }

    public void AcquirerAnswered(AcquirerMessage message, string result, TimeSpan duration) =>
        _acquirerSeconds.Record(duration.TotalSeconds, new("message", message.Name()), new("result", result));

    public void WebhookAttempted(bool delivered) => _webhooks.Add(1, new KeyValuePair<string, object?>("result", delivered ? "delivered" : "failed"));

    public void Dispose() => _meter.Dispose();

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
