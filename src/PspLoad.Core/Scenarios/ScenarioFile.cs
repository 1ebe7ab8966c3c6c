using System.Globalization;
using System.Text;

namespace PspLoad.Core.Scenarios;

/// <summary>Writes a scenario as it was run, so that the file alone runs it again.</summary>
public static class ScenarioFile
{
    public static string Write(Scenario scenario)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');

        Line("# As it was run: with what the command line changed.");
        Line($"flows: {{ {string.Join(", ", scenario.Flows.Select(flow => $"{flow.Key}: {Number(flow.Value)}"))} }}");
        WriteLoad(scenario.Load, Line);
        Line($"timeout: {Time(scenario.Timeout)}");
        Line($"thinkTime: {Number(scenario.ThinkTime)}");
        Line($"recovery: {{ errors: {Number(scenario.Recovery.MaxErrorPercent)}%, p99: {Time(scenario.Recovery.MaxP99)} }}");
        Line($"seed: {scenario.Seed.ToString(CultureInfo.InvariantCulture)}");
        WriteList("thresholds", [.. scenario.Thresholds.Select(threshold => threshold.Expression)], Line);
        WriteList("faults", [.. scenario.Faults.Select(Fault)], Line);
        return text.ToString();
    }

    private static void WriteLoad(ScenarioLoad load, Action<string> line)
    {
        var level = load.IsOpen ? "Rate" : "Vus";
        line($"executor: {load.Executor}");
        if (Executors.IsRamping(load.Executor))
        {
            line($"start{level}: {Number(load.Stages[0].From)}");
            WriteList("stages", [.. Stages(load)], line);
        }
        else
        {
            line($"{(load.IsOpen ? "rate" : "vus")}: {Number(load.Stages[0].From)}");
            line($"duration: {Time(load.Duration)}");
        }
        if (load.IsOpen)
        {
            line($"arrivals: {(load.Poisson ? "poisson" : "uniform")}");
            line($"maxInFlight: {load.MaxInFlight.ToString(CultureInfo.InvariantCulture)}");
        }
        line($"warmUp: {Time(load.WarmUp)}");
        line($"gracefulStop: {Time(load.GracefulStop)}");
    }

    private static IEnumerable<string> Stages(ScenarioLoad load)
    {
        var level = load.Stages[0].From;
        foreach (var stage in load.Stages)
        {
            if (!stage.From.Equals(level))
                yield return $"{{ duration: 0s, target: {Number(stage.From)} }}";
            yield return $"{{ duration: {Time(stage.Duration)}, target: {Number(stage.To)} }}";
            level = stage.To;
        }
    }

    private static string Fault(PlannedFault fault)
    {
        var keys = new List<string> { $"at: {Time(fault.At)}", $"fault: {fault.Fault.Name}" };
        if (fault.For is { } lasts)
            keys.Add($"for: {Time(lasts)}");
        if (fault.Host is { } host)
            keys.Add($"host: {host}");
        keys.AddRange(fault.Options.Where(option => option.Value.Length > 0).Select(option => $"{option.Key}: {option.Value}"));
        return $"{{ {string.Join(", ", keys)} }}";
    }

    private static void WriteList(string key, IReadOnlyList<string> items, Action<string> line)
    {
        line(items.Count == 0 ? $"{key}: []" : $"{key}:");
        foreach (var item in items)
            line($"  - {item}");
    }

    private static string Number(double number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{Number(time.TotalSeconds)}s" : $"{Number(time.TotalMilliseconds)}ms";
}
