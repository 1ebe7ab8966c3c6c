using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>Reads the executor and its keys.</summary>
internal sealed class LoadSection(ICollection<ConfigurationError> errors)
{
    private static readonly TextFormat s_executor = new("an executor", $"one of: {string.Join(", ", Executors.All)}", Executors.All.Contains);

    private static readonly TextFormat s_arrivals = new("a kind of arrivals", "uniform or poisson", text => text is "uniform" or "poisson");

    /// <returns>null if the amount or the length of the load cannot be determined</returns>
    public ScenarioLoad? Read(MappingReader top)
    {
        var executor = top.Text(ScenarioKeys.Executor, s_executor);
        var poisson = top.Text(ScenarioKeys.Arrivals, s_arrivals) == "poisson";
        var maxInFlight = top.WholeNumber(ScenarioKeys.MaxInFlight, 1, 100_000) ?? 1_000;
        var warmUp = top.Time(ScenarioKeys.WarmUp);
        var gracefulStop = top.Time(ScenarioKeys.GracefulStop, TimeSpan.FromSeconds(30));
        if (executor is null || (Executors.IsRamping(executor) ? Ramp(top, executor) : Constant(top, executor)) is not { } stages)
            return null;

        return new ScenarioLoad
        {
            Executor = executor,
            Stages = stages,
            WarmUp = warmUp,
            GracefulStop = gracefulStop,
            MaxInFlight = maxInFlight,
            Poisson = poisson,
        };
    }

    private static IReadOnlyList<LoadStage>? Constant(MappingReader top, string executor)
    {
        var key = Executors.IsOpen(executor) ? ScenarioKeys.Rate : ScenarioKeys.Vus;
        var level = Executors.IsOpen(executor) ? top.Rate(key) : top.WholeNumber(key, 1, 100_000);
        var duration = top.Time(ScenarioKeys.Duration);
        if (level == 0)
            top.Refuse(key, "is 0: there is nothing to do", key.Expected);
        if (top.Written(ScenarioKeys.Duration) is not null && duration == TimeSpan.Zero && Durations.TryParse(top.Written(ScenarioKeys.Duration)!, out _))
            top.Refuse(ScenarioKeys.Duration, "is 0: there is nothing to do", ScenarioKeys.Duration.Expected);
        return level > 0 && duration > TimeSpan.Zero ? [new LoadStage(level.Value, level.Value, duration)] : null;
    }

    private List<LoadStage>? Ramp(MappingReader top, string executor)
    {
        var open = Executors.IsOpen(executor);
        var level = (open ? top.Rate(ScenarioKeys.StartRate) : top.Number(ScenarioKeys.StartVus)) ?? 0;
        if (top.Items<ConfigurationMapping>(ScenarioKeys.Stages, atLeastOne: true) is not { } items)
            return null;

        var complaints = errors.Count;
        var stages = new List<LoadStage>();
        foreach (var item in items)
        {
            var reader = new MappingReader(item, ScenarioKeys.OfStage, errors);
            var duration = reader.Time(ScenarioKeys.StageDuration);
            var target = (open ? reader.Rate(ScenarioKeys.StageTarget) : reader.Number(ScenarioKeys.StageTarget)) ?? 0;
            // As in k6, a stage of zero length is a jump.
            if (duration > TimeSpan.Zero)
                stages.Add(new LoadStage(level, target, duration));
            level = target;
        }
        if (errors.Count == complaints && !stages.Exists(stage => Math.Max(stage.From, stage.To) > 0))
            top.Refuse(ScenarioKeys.Stages, "never get above 0: there is nothing to do", ScenarioKeys.Stages.Expected);
        return errors.Count == complaints ? stages : null;
    }
}
