using PspLoad.Core.Histograms;
using PspLoad.Core.Results;

namespace PspLoad.Reporting.Latencies;

/// <summary>Times of whole iterations over the run, all outcomes.</summary>
public sealed class FlowLatencies
{
    private readonly SortedDictionary<string, Distribution> _responseOfFlows = new(StringComparer.Ordinal);

    /// <summary>End − intended start.</summary>
    public Distribution Response { get; } = new();

    /// <summary>End − actual start.</summary>
    public Distribution Service { get; } = new();

    /// <summary>Response times by flow.</summary>
    public IReadOnlyDictionary<string, Distribution> ResponseOfFlows => _responseOfFlows;

    /// <summary>Sums the histograms of <see cref="ResultFiles.Latencies"/>.</summary>
    /// <param name="log">path of the log; an absent file is empty</param>
    public static FlowLatencies Read(string log)
    {
        var latencies = new FlowLatencies();
        HdrLogFile.Read(
            log,
            tag => tag.Step is null && tag.Time is (HdrTag.Response or HdrTag.Service),
            (tag, _, counts) =>
            {
                var whole = tag.Time == HdrTag.Response ? latencies.Response : latencies.Service;
                Distribution? flow = null;
                if (tag.Time == HdrTag.Response && !latencies._responseOfFlows.TryGetValue(tag.Flow, out flow))
                    latencies._responseOfFlows[tag.Flow] = flow = new Distribution();
                foreach (var (index, count) in counts.Entries)
                {
                    whole.Add(index, count);
                    flow?.Add(index, count);
                }
            }
        );
        return latencies;
    }
}
