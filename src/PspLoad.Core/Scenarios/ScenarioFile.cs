using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PspLoad.Core.Scenarios;

/// <summary>Writes a scenario as run, so that the file alone is enough to run it again.</summary>
public static class ScenarioFile
{
    // Never folds a line, whatever its length.
    private static readonly EmitterSettings s_settings = new EmitterSettings().WithBestWidth(int.MaxValue).WithNewLine("\n");

    public static string Write(Scenario scenario)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.Write("# The scenario as it ran, including the changes from the command line.\n");
        var yaml = new Emitter(text, s_settings);
        yaml.Emit(new StreamStart());
        yaml.Emit(new DocumentStart(null, null, isImplicit: true));
        yaml.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));

        Add(yaml, "flows");
        WriteMapping(yaml, scenario.Flows.Select(flow => (flow.Key, Number(flow.Value))));
        WriteLoad(yaml, scenario.Load);
        Add(yaml, "timeout", Time(scenario.Timeout));
        Add(yaml, "thinkTime", Number(scenario.ThinkTime));
        Add(yaml, "recovery");
        WriteMapping(yaml, [("errors", $"{Number(scenario.Recovery.MaxErrorPercent)}%"), ("p99", Time(scenario.Recovery.MaxP99))]);
        Add(yaml, "seed", scenario.Seed.ToString(CultureInfo.InvariantCulture));
        WriteList(yaml, "thresholds", scenario.Thresholds, threshold => Add(yaml, threshold.Expression));
        WriteList(yaml, "faults", scenario.Faults, fault => WriteMapping(yaml, Keys(fault)));

        yaml.Emit(new MappingEnd());
        yaml.Emit(new DocumentEnd(isImplicit: true));
        yaml.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void WriteLoad(Emitter yaml, ScenarioLoad load)
    {
        var level = load.IsOpen ? "Rate" : "Vus";
        Add(yaml, "executor", load.Executor);
        if (Executors.IsRamping(load.Executor))
        {
            Add(yaml, $"start{level}", Number(load.Stages[0].From));
            WriteList(yaml, "stages", [.. Stages(load)], stage => WriteMapping(yaml, [("duration", stage.Duration), ("target", stage.Target)]));
        }
        else
        {
            Add(yaml, load.IsOpen ? "rate" : "vus", Number(load.Stages[0].From));
            Add(yaml, "duration", Time(load.Duration));
        }
        if (load.IsOpen)
        {
            Add(yaml, "arrivals", load.Poisson ? "poisson" : "uniform");
            Add(yaml, "maxInFlight", load.MaxInFlight.ToString(CultureInfo.InvariantCulture));
        }
        Add(yaml, "warmUp", Time(load.WarmUp));
        Add(yaml, "gracefulStop", Time(load.GracefulStop));
    }

    private static IEnumerable<(string Duration, string Target)> Stages(ScenarioLoad load)
    {
        var level = load.Stages[0].From;
        foreach (var stage in load.Stages)
        {
            if (!stage.From.Equals(level))
                yield return ("0s", Number(stage.From));
            yield return (Time(stage.Duration), Number(stage.To));
            level = stage.To;
        }
    }

    private static IEnumerable<(string Key, string Value)> Keys(PlannedFault fault)
    {
        yield return ("at", Time(fault.At));
        yield return ("fault", fault.Fault.Name);
        if (fault.For is { } lasts)
            yield return ("for", Time(lasts));
        if (fault.Host is { } host)
            yield return ("host", host);
        foreach (var (key, value) in fault.Options.Where(option => option.Value.Length > 0))
            yield return (key, value);
    }

    private static void WriteMapping(Emitter yaml, IEnumerable<(string Key, string Value)> entries)
    {
        yaml.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Flow));
        foreach (var (key, value) in entries)
            Add(yaml, key, value);
        yaml.Emit(new MappingEnd());
    }

    private static void WriteList<T>(Emitter yaml, string key, IReadOnlyList<T> items, Action<T> write)
    {
        Add(yaml, key);
        yaml.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
        foreach (var item in items)
            write(item);
        yaml.Emit(new SequenceEnd());
    }

    /// <summary>
    /// Adds scalars in order: a key and its value, a key alone, or an item. The emitter quotes text that YAML would otherwise misread.
    /// </summary>
    private static void Add(Emitter yaml, params ReadOnlySpan<string> scalars)
    {
        foreach (var scalar in scalars)
            yaml.Emit(new Scalar(AnchorName.Empty, TagName.Empty, scalar, StyleOf(scalar), isPlainImplicit: true, isQuotedImplicit: true));
    }

    // Unquoted, these texts would be read as null, or would lose their tabs and line breaks.
    private static ScalarStyle StyleOf(string text) =>
        text is "" or "~" or "null" or "Null" or "NULL" || text.Any(char.IsControl) ? ScalarStyle.DoubleQuoted : ScalarStyle.Any;

    /// <summary>The shortest text that is read as the same number: without an exponent where that is exact.</summary>
    private static string Number(double number)
    {
        var text = number.ToString("0.############", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(number) ? text : number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
    }

    private static string Time(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{Number(time.TotalSeconds)}s" : $"{Number(time.TotalMilliseconds)}ms";
}
