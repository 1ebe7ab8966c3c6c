using System.Runtime.InteropServices;
using PspLoad.Core.Load;
using PspLoad.Load.Plans;

namespace PspLoad.Load.Driven;

/// <summary>Another load generator. It decides when iterations start, instead of this engine's timetable. Flows and recording stay the same.</summary>
public interface ILoadDriver
{
    /// <summary>Drives the load from warm-up to end, then cleans up. An exception makes the run INVALID.</summary>
    /// <param name="plan">what is wanted</param>
    /// <param name="load">what it drives</param>
    /// <param name="ending">ends the load early</param>
    Task DriveAsync(LoadPlan plan, IDrivenLoad load, CancellationToken ending);
}

/// <summary>The load, seen by its driver. Thread-safe.</summary>
public interface IDrivenLoad
{
    /// <summary>Starts the clock: the warm-up begins now, the measured phase after it. Once, before the first iteration.</summary>
    void Begin();

    /// <summary>
    /// Runs one iteration. Never throws for what a flow or a target does. Beyond the limit of concurrent iterations it is dropped and counted.
    /// </summary>
    /// <param name="isWarmUp">counted and measured apart</param>
    /// <param name="steps">hears of the flow's steps; null for nobody</param>
    Task<IterationEnd> RunIterationAsync(bool isWarmUp, IStepListener? steps);

    /// <summary>No more iterations come, and none is under way.</summary>
    void EndArrivals();
}

/// <summary>Hears of the steps of one iteration; steps may overlap.</summary>
public interface IStepListener
{
    /// <param name="flow">whose step it is</param>
    /// <param name="mark">identifies this step among others of the same name</param>
    void Begun(IFlow flow, in StepMark mark);

    /// <param name="mark">the one that it began with</param>
    /// <param name="kind">how it ended</param>
    void Ended(in StepMark mark, ErrorKind kind);
}

/// <summary>How an iteration ended.</summary>
/// <param name="Kind">as it was recorded</param>
/// <param name="WasDropped">it never started</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct IterationEnd(ErrorKind Kind, bool WasDropped)
{
    public bool IsError => WasDropped || Kind != ErrorKind.None;

    /// <summary>One or two words for reports.</summary>
    public string Label => WasDropped ? "dropped" : Kind.Label();
}
