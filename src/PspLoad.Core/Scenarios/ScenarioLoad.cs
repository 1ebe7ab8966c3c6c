namespace PspLoad.Core.Scenarios;

/// <summary>How iterations are started, how many and for how long.</summary>
public sealed record ScenarioLoad
{
    /// <summary>k6's name, see <see cref="Executors"/>.</summary>
    public required string Executor { get; init; }

    /// <summary>Consecutive linear pieces: arrivals per second, or virtual users in the closed model.</summary>
    public required IReadOnlyList<LoadStage> Stages { get; init; }

    /// <summary>Load before the measured phase.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>How long iterations in flight may continue after the last arrival.</summary>
    public required TimeSpan GracefulStop { get; init; }

    /// <summary>Open model: maximum number of concurrent iterations. Further arrivals are dropped and counted.</summary>
    public required int MaxInFlight { get; init; }

    /// <summary>Open model: arrivals are independent of each other, like those of customers, instead of evenly spaced.</summary>
    public required bool Poisson { get; init; }

    public bool IsOpen => Executors.IsOpen(Executor);

    /// <summary>Duration of the measured phase.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(Stages.Sum(stage => stage.Duration.Ticks));

    /// <summary>Planned arrivals from the start of the measured phase to <paramref name="seconds"/>; 0 in the closed model.</summary>
    public double ArrivalsBy(double seconds)
    {
        if (!IsOpen)
            return 0;
        var arrivals = 0.0;
        foreach (var stage in Stages)
        {
            var within = Math.Clamp(seconds, 0, stage.Duration.TotalSeconds);
            arrivals += (stage.From + stage.RateAt(within)) / 2 * within;
            seconds -= stage.Duration.TotalSeconds;
        }
        return arrivals;
    }
}
