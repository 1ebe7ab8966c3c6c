using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace PspLoad.ReferencePsp.Observability;

/// <summary>Collects the process's instruments and writes them in Prometheus' text format 0.0.4.</summary>
public sealed class PrometheusText : IDisposable
{
    private static readonly string[] s_meters = [PspMetrics.MeterName, "MySqlConnector"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (Array.IndexOf(s_meters, instrument.Meter.Name) >= 0)
                self.EnableMeasurementEvents(instrument, Family(instrument));
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        StringBuilder text = new();
        foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            family.Write(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private MetricFamily Family(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_');
        var kind = instrument.GetType().GetGenericTypeDefinition();
        var type =
            kind == typeof(Histogram<>) ? "histogram"
            : kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? "counter"
            : "gauge";
        return _families.GetOrAdd(name, _ => new MetricFamily(name, type, instrument.Description ?? "", Sets(kind)));
    }

    /// <summary>Observed instruments give totals; the others give differences.</summary>
    private static bool Sets(Type kind) =>
        kind == typeof(ObservableCounter<>) || kind == typeof(ObservableGauge<>) || kind == typeof(ObservableUpDownCounter<>) || kind == typeof(Gauge<>);
}
