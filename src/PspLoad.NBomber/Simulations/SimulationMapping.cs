using System.Globalization;
using PspLoad.Load.Pacing;
using PspLoad.Load.Plans;

namespace PspLoad.NBomber.Simulations;

/// <summary>
/// Maps executors to NBomber simulations. NBomber schedules by the second, so every second of a profile gets its own count, rounded so
/// that the sum is kept; equal neighbours become one simulation. NBomber's ramps are not used: they apply the count of each second's
/// beginning, in whole percents of the ramp, and so start fewer iterations (<c>docs/adr/0031</c>).
/// </summary>
public static class SimulationMapping
{
    /// <returns>load parts without a matching simulation, and what to do about them, one line each</returns>
    public static IReadOnlyList<string> Refuse(LoadModel model, TimeSpan warmUp)
    {
        var problems = new List<string>();
        if (model is OpenModel { Spacing: Spacing.Poisson })
        {
            problems.Add(
                "poisson arrivals have no simulation in NBomber, which starts a fixed number every second; "
                    + "use uniform ones (run --set arrivals=uniform, load without --poisson), or the embedded engine"
            );
        }

        if (model is not (OpenModel or ClosedModel))
        {
            problems.Add(
                $"executor {model.Name} has no simulation in NBomber; "
                    + "use constant-arrival-rate, ramping-arrival-rate, constant-vus or ramping-vus, or the embedded engine"
            );
        }

        foreach (var (name, time) in new[] { ("a duration", model.Duration), ("a warm-up", warmUp) })
        {
            if (time.Ticks % TimeSpan.TicksPerSecond != 0)
            {
                problems.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name} of {time.TotalSeconds} s has no simulation in NBomber, which schedules by the second; "
                            + $"use whole seconds, or the embedded engine"
                    )
                );
            }
        }
        return problems;
    }

    /// <param name="model">a model that <see cref="Refuse"/> accepts</param>
    /// <param name="warmUp">duration of the warm-up</param>
    public static SimulationPlan Of(LoadModel model, TimeSpan warmUp)
    {
        var (measured, before) = model switch
        {
            OpenModel open => (Open(open.Rate.ArrivalsBy, open.Duration), Open(seconds => open.WarmUpRate * seconds, warmUp)),
            ClosedModel closed => (Closed(closed.UsersAt, closed.Duration), Closed(_ => closed.UsersAt(0), warmUp)),
            _ => throw new ArgumentException($"no simulation for {model.Name}", nameof(model)),
        };
        IEnumerable<SimulationStep> pause = warmUp > TimeSpan.Zero ? [new SimulationStep(SimulationKind.Pause, 0, warmUp)] : [];
        return new SimulationPlan(before.Exists(step => step.Count > 0) ? before : [], Merged(pause.Concat(measured)));
    }

    private static List<SimulationStep> Open(Func<double, double> arrivalsBy, TimeSpan duration) =>
        Merged(Seconds(duration).Select(second => Step(SimulationKind.Inject, Whole(arrivalsBy(second + 1)) - Whole(arrivalsBy(second)))));

    private static List<SimulationStep> Closed(Func<double, int> users, TimeSpan duration) =>
        Merged(Seconds(duration).Select(second => Step(SimulationKind.KeepConstant, users(second + 0.5))));

    private static IEnumerable<int> Seconds(TimeSpan duration) => Enumerable.Range(0, (int)duration.TotalSeconds);

    private static int Whole(double arrivals) => (int)Math.Round(arrivals, MidpointRounding.AwayFromZero);

    private static SimulationStep Step(SimulationKind kind, int count) => new(count == 0 ? SimulationKind.Pause : kind, count, TimeSpan.FromSeconds(1));

    private static List<SimulationStep> Merged(IEnumerable<SimulationStep> steps)
    {
        var merged = new List<SimulationStep>();
        foreach (var step in steps)
        {
            if (merged.Count > 0 && merged[^1] is var last && (last.Kind, last.Count) == (step.Kind, step.Count))
                merged[^1] = last with { During = last.During + step.During };
            else
                merged.Add(step);
        }
        return merged;
    }
}
