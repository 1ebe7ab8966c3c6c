namespace PspLoad.Load.Driven;

/// <summary>The load as its driver sees it. Any thread.</summary>
public interface IDrivenLoad
{
    /// <summary>Starts the clock: the warm-up begins now, the measured phase after it. Once, before the first iteration.</summary>
    void Begin();

    /// <summary>Runs one iteration. Never throws for what a flow or a target does. Beyond the load's limit of iterations at once it is
    /// dropped, and counted.</summary>
    /// <param name="isWarmUp">counted and measured apart</param>
    /// <param name="steps">told of the flow's steps; null: nobody</param>
    Task<IterationEnd> RunIterationAsync(bool isWarmUp, IStepListener? steps);

    /// <summary>No more iterations come, and none is under way.</summary>
    void EndArrivals();
}
