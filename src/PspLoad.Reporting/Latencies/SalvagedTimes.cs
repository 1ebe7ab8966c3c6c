using PspLoad.Core.Histograms;
using PspLoad.Core.Load;
using PspLoad.Core.Results;

namespace PspLoad.Reporting.Latencies;

/// <summary>Everything that a log of histograms has of whole seconds: times of iterations, and of each flow's steps and errors.</summary>
internal sealed class SalvagedTimes
{
    private static readonly Dictionary<string, ErrorKind> s_kinds = Enum.GetValues<ErrorKind>().ToDictionary(kind => HdrTag.Dashed(kind.Label()));

    /// <summary>Response times by flow and step, null for the iteration, in the order of the log.</summary>
    private readonly Dictionary<(string Flow, string? Step, ErrorKind Kind), Distribution> _rows = [];

    /// <summary>End − intended start.</summary>
    public Distribution Response { get; } = new();

    /// <summary>End − actual start.</summary>
    public Distribution Service { get; } = new();

    /// <summary>Actual − intended start.</summary>
    public Distribution Lag { get; } = new();

    /// <param name="log">HDR histogram log of a run</param>
    /// <param name="seconds">those from this one on are left out</param>
    /// <exception cref="Core.Errors.OperationFailedException">a line is damaged; exit code 2</exception>
    public static SalvagedTimes Read(string log, long seconds)
    {
        var times = new SalvagedTimes();
        HdrLogFile.Read(
            log,
            tag => tag.Step is null || tag.Time == HdrTag.Response,
            (tag, second, counts) =>
            {
                if (second < seconds)
                    times.Add(tag, counts);
            }
        );
        return times;
    }

    /// <param name="name">as the scenario has it</param>
    /// <param name="intervals">seconds of the run: they count what completed, and what was dropped and has no time</param>
    public FlowPart FlowOf(string name, IReadOnlyList<IntervalLine> intervals)
    {
        var mine = _rows.Where(row => row.Key.Flow == HdrTag.Dashed(name)).ToList();
        var iterations = mine.Where(row => row.Key.Step is null).ToList();
        var seconds = intervals.Select(line => line.Flows.GetValueOrDefault(name)).OfType<FlowIntervalPart>().ToList();
        var errors = iterations
            .Where(row => row.Key.Kind != ErrorKind.None)
            .Select(row => (row.Key.Kind, row.Value.Count))
            .OrderByDescending(error => error.Count)
            .ToList();
        var (completed, timedOut) = (seconds.Sum(second => second.Completed), errors.Where(error => error.Kind.IsTimeOut()).Sum(error => error.Count));
        var failed = errors.Sum(error => error.Count) - timedOut;
        var dropped = Math.Max(0, seconds.Sum(second => second.Errors) - failed - timedOut);
        return new FlowPart(
            name,
            new ArrivalsPart(completed + failed + timedOut + dropped, completed, failed, timedOut, dropped),
            Sum(iterations).ToPart(),
            [.. mine.Where(row => row.Key.Step is not null).GroupBy(row => row.Key.Step!).Select(StepOf)],
            [.. errors.Select(error => new ErrorPart(error.Kind, error.Count, []))]
        );
    }

    private static StepPart StepOf(IGrouping<string, KeyValuePair<(string Flow, string? Step, ErrorKind Kind), Distribution>> rows)
    {
        var all = Sum(rows);
        return new StepPart(rows.Key, all.Count, rows.Where(row => row.Key.Kind != ErrorKind.None).Sum(row => row.Value.Count), all.ToPart());
    }

    private static Distribution Sum(IEnumerable<KeyValuePair<(string Flow, string? Step, ErrorKind Kind), Distribution>> rows)
    {
        var sum = new Distribution();
        foreach (var (_, row) in rows)
            sum.Add(row);
        return sum;
    }

    private void Add(HdrTag tag, HdrDecoder counts)
    {
        if (tag.Step is null)
        {
            AddTo(
                tag.Time switch
                {
                    HdrTag.Response => Response,
                    HdrTag.Service => Service,
                    _ => Lag,
                },
                counts
            );
        }

        if (tag.Time != HdrTag.Response)
            return;
        if (!s_kinds.TryGetValue(tag.Outcome, out var kind))
            throw new FormatException($"the outcome '{tag.Outcome}' is not known");
        var key = (tag.Flow, tag.Step, kind);
        if (!_rows.TryGetValue(key, out var row))
            _rows[key] = row = new Distribution();
        AddTo(row, counts);
    }

    private static void AddTo(Distribution sum, HdrDecoder counts)
    {
        foreach (var (index, count) in counts.Entries)
            sum.Add(index, count);
    }
}
