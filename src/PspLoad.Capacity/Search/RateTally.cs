using PspLoad.Capacity.Trials;

namespace PspLoad.Capacity.Search;

/// <summary>What the full-length trials say about one rate.</summary>
internal sealed class RateTally
{
    /// <summary>One failure may be chance; two are not.</summary>
    public const int FailuresThatRefute = 2;

    private readonly List<Trial> _trials = [];

    public int Passed => _trials.Count(trial => trial.Outcome == TrialOutcome.Passed);

    public int Failed => _trials.Count(trial => trial.Outcome == TrialOutcome.Failed);

    /// <summary>The server failed at this rate, or the injector could not drive it.</summary>
    public bool WasMissed => _trials.Any(trial => trial.Outcome != TrialOutcome.Passed);

    public bool IsRefuted => Failed >= FailuresThatRefute;

    public IReadOnlyList<double> Achieved => [.. _trials.Where(trial => trial.Outcome == TrialOutcome.Passed).Select(trial => trial.AchievedTps)];

    public void Add(Trial trial) => _trials.Add(trial);
}
