using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace PspLoad.ReferencePsp.Observability;

/// <summary>Collects the process's instruments and writes them in Prometheus' text format 0.0.4.</summary>
public sealed class PrometheusText : IDisposable
{
    private static readonly string[] Meters = [PspMetrics.MeterName, "MySqlConnector"];

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);

    public PrometheusText()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (Array.IndexOf(Meters, instrument.Meter.Name) >= 0) self.EnableMeasurementEvents(instrument, Family(instrument));
        };
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        listener.Start();
    }

    public string Write()
    {
        listener.RecordObservableInstruments();
        StringBuilder text = new();
        foreach (MetricFamily family in families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)) family.Write(text);
        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private MetricFamily Family(Instrument instrument)
    {
        string name = instrument.Name.Replace('.', '_');
        Type kind = instrument.GetType().GetGenericTypeDefinition();
        string type = kind == typeof(Histogram<>) ? "histogram" : kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? "counter" : "gauge";
        return families.GetOrAdd(name, _ => new MetricFamily(name, type, instrument.Description ?? "", Sets(kind)));
    }

    /// <summary>Observed instruments give totals; the others give differences.</summary>
    private static bool Sets(Type kind) => kind == typeof(ObservableCounter<>) || kind == typeof(ObservableGauge<>) || kind == typeof(ObservableUpDownCounter<>) || kind == typeof(Gauge<>);
}
