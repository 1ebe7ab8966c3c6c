using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Load.Health;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Results;

/// <summary>Everything that is known after a load: the outcome in the shape of <c>run.json</c>, and the totals behind it.</summary>
public sealed record LoadResult : LoadOutcome
{
    public required LoadModel Model { get; init; }

    public required int Seed { get; init; }

    public required PhaseResult Measured { get; init; }

    public required PhaseResult WarmUp { get; init; }

    /// <summary>Null when the run was interrupted before the measured phase began.</summary>
    public required InjectorHealth? Health { get; init; }

    public bool IsValid => InvalidReasons.Count == 0;

    /// <summary>Gives the log of response times its name. An incomplete one is deleted, and the result says so.</summary>
    /// <param name="log">of this load</param>
    public LoadResult Complete(HdrLog log)
    {
        if (InvalidReasons.Any(reason => reason.Id == FindingId.Output))
            return this;
        try
        {
            log.Complete();
            return this;
        }
        catch (IOException full)
        {
            var finding = new FindingPart(FindingId.Output, Severity.Invalid, $"the log of response times is not written: {full.Message}");
            return this with { InvalidReasons = [.. InvalidReasons, finding] };
        }
    }

    /// <summary>A load that nobody has judged yet.</summary>
    /// <param name="plan">what was run</param>
    /// <param name="startedAt">wall-clock time at which the measured phase began</param>
    /// <param name="measured">totals of the measured phase</param>
    /// <param name="warmUp">totals of the warm-up</param>
    /// <param name="health">null when the run was interrupted before the measured phase began</param>
    /// <param name="interrupted">stopped by the user before its time</param>
    internal static LoadResult From(
        LoadPlan plan,
        DateTimeOffset startedAt,
        PhaseResult measured,
        PhaseResult warmUp,
        InjectorHealth? health,
        bool interrupted
    ) =>
        new()
        {
            Model = plan.Model,
            Seed = plan.Seed,
            Measured = measured,
            WarmUp = warmUp,
            Health = health,
            StartedAt = startedAt,
            DurationSeconds = measured.Duration.TotalSeconds,
            Interrupted = interrupted,
            Arrivals = measured.Arrivals,
            WarmUpArrivals = warmUp.Arrivals,
            Throughput = new ThroughputPart(Math.Round(measured.TargetRate, 3), Math.Round(measured.Throughput, 3)),
            ResponseTimeMs = Parts.Times(measured.Times.Response),
            ServiceTimeMs = Parts.Times(measured.Times.Service),
            InjectorLagMs = Parts.Times(measured.Times.Lag),
            Flows = [.. measured.Flows.Select(Parts.Flow)],
            Injector = health is null ? null : Parts.Injector(health),
            InvalidReasons = [],
            Figures = measured,
        };
}
