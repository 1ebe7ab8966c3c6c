using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Prometheus;

namespace PspLoad.ReferencePsp.Observability;

/// <summary>
/// Passes the instruments of the database driver (OpenTelemetry's names and tags) to Prometheus, with underscores for dots. prometheus-net's own
/// adapter would put the meter's name before each metric's.
/// </summary>
public sealed class DriverMetrics : IDisposable
{
    private const string DriverMeter = "MySqlConnector";

    private readonly MeterListener _listener = new();
    private readonly MetricFactory _metrics;
    private readonly ConcurrentDictionary<(Instrument, object?, object?), Action<double>> _series = new();

    public DriverMetrics(CollectorRegistry registry)
    {
        _metrics = Metrics.WithCustomRegistry(registry);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (string.Equals(instrument.Meter.Name, DriverMeter, StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
        registry.AddBeforeCollectCallback(_listener.RecordObservableInstruments);
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>The driver gives at most two tags, always in the same order, so their values identify the series.</summary>
    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, tags.Length > 0 ? tags[0].Value : null, tags.Length > 1 ? tags[1].Value : null);
        if (!_series.TryGetValue(key, out var record))
            record = _series.GetOrAdd(key, Create(instrument, tags));
        record(value);
    }

    private Action<double> Create(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = Name(instrument.Name);
        var help = instrument.Description ?? "";
        var labels = new string[tags.Length];
        var values = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
            (labels[i], values[i]) = (Name(tags[i].Key), tags[i].Value?.ToString() ?? "");
        return instrument switch
        {
            Histogram<float> => _metrics.CreateHistogram(name, help, labels, DurationBuckets.Configuration).WithLabels(values).Observe,
            Counter<int> => _metrics.CreateCounter(name, help, labels).WithLabels(values).Inc,
            UpDownCounter<int> => _metrics.CreateGauge(name, help, labels).WithLabels(values).Inc,
            _ => _metrics.CreateGauge(name, help, labels).WithLabels(values).Set,
        };
    }

    private static string Name(string name) => name.Replace('.', '_');
}
