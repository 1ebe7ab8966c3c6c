using System.Globalization;
using PspLoad.Capacity.Trials;
using PspLoad.Runs.Capacity;

namespace PspLoad.Cli.Terminal;

/// <summary>Writes one line per trial to standard error.</summary>
internal sealed class CapacityView(TextWriter output, TimeProvider time) : ICapacityView
{
    private readonly long _started = time.GetTimestamp();

    public void Stage(string name) => output.WriteLine($"{Elapsed()}  {name}");

    public void Trial(Trial trial)
    {
        var unit = trial.Kind == TrialKind.Sweep ? " users" : "/s";
        var outcome = trial.Outcome switch
        {
            TrialOutcome.Passed => "passed",
            TrialOutcome.Failed => "failed",
            TrialOutcome.InjectorLimited => "injector was late",
            _ => "disturbed",
        };
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Elapsed()}  {trial.Number, 3}  {trial.Kind.ToString().ToLowerInvariant(), -12}  {trial.Rate, 8:0.#}{unit, -6} "
                    + $" achieved {trial.AchievedTps, 7:0.#}/s  p99 {trial.P99Ms, 6:0} ms  {outcome}{(trial.Reasons.Count > 0 ? ": " + trial.Reasons[0] : "")}"
            )
        );
    }

    private string Elapsed() => string.Create(CultureInfo.InvariantCulture, $"[{time.GetElapsedTime(_started).TotalSeconds, 6:F0} s]");
}
