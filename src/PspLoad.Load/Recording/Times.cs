using PspLoad.Core.Histograms;

namespace PspLoad.Load.Recording;

/// <summary>The three times of every sample; docs/measurement.md defines them.</summary>
public sealed class Times
{
    /// <summary>End − intended start, without think time: what a customer waits.</summary>
    public LatencyHistogram Response { get; } = new();

    /// <summary>End − actual start: what the server takes.</summary>
    public LatencyHistogram Service { get; } = new();

    /// <summary>Actual − intended start: what the injector adds.</summary>
    public LatencyHistogram Lag { get; } = new();

    public long Count => Response.Count;

    internal void Record(in Sample sample)
    {
        Response.Record((sample.End - sample.IntendedStart - sample.ThinkTime) / 1000);
        Service.Record((sample.End - sample.Start - sample.ThinkTime) / 1000);
        Lag.Record((sample.Start - sample.IntendedStart) / 1000);
    }

    public void Add(Times other)
    {
        Response.Add(other.Response);
        Service.Add(other.Service);
        Lag.Add(other.Lag);
    }

    internal void Clear()
    {
        Response.Clear();
        Service.Clear();
        Lag.Clear();
    }
}
