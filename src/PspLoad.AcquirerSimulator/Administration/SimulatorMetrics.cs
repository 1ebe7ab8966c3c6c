using Prometheus;
using PspLoad.AcquirerSimulator.Behaviours;
using PspLoad.AcquirerSimulator.Booking;

namespace PspLoad.AcquirerSimulator.Administration;

/// <summary>The book's figures and the number of requests that an outage holds, for Prometheus.</summary>
public sealed class SimulatorMetrics
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();

    public SimulatorMetrics(AcquirerBook book, CurrentBehaviour behaviour)
    {
        var metrics = Metrics.WithCustomRegistry(_registry);
        var entries = metrics.CreateGauge("acquirer_book_entries", "Operations in the book.");
        var attempts = metrics.CreateGauge("acquirer_book_attempts", "Requests received, repetitions included.");
        var charges = metrics.CreateGauge("acquirer_book_charges", "Operations that took place.");
        var conflicts = metrics.CreateGauge("acquirer_book_conflicts", "Requests that reused a reference for something else.");
        var held = metrics.CreateGauge("acquirer_held_requests", "Requests that hang now because of an outage.");
        _registry.AddBeforeCollectCallback(() =>
        {
            var summary = book.Summarize();
            entries.Set(summary.Entries);
            attempts.Set(summary.Attempts);
            charges.Set(summary.Charges);
            conflicts.Set(summary.Conflicts);
            held.Set(behaviour.Held);
        });
    }

    public Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = PrometheusConstants.TextContentType;
        return _registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }
}
