using PspLoad.Load.Driven;
using PspLoad.Load.Plans;
using PspLoad.NBomber.Sessions;

namespace PspLoad.UnitTests.NBomber;

/// <summary>Drives so many iterations at once and says that it counted what the test wants.</summary>
internal sealed class FakeSession(int iterations, NBomberCounts? counts) : NBomberSession
{
    public override string Version => "0.0.0";

    /// <summary>Instead of driving.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Failure comes after the iterations, not instead of them.</summary>
    public bool FailsLate { get; init; }

    public int WarmUps { get; init; }

    public override async Task DriveAsync(LoadPlan plan, IDrivenLoad load, CancellationToken ending)
    {
        if (Failure is not null && !FailsLate)
            throw Failure;
        load.Begin();
        await Task.WhenAll(Enumerable.Range(0, WarmUps).Select(_ => load.RunIterationAsync(isWarmUp: true, null)));
        await Task.WhenAll(Enumerable.Range(0, iterations).Select(_ => load.RunIterationAsync(isWarmUp: false, null)));
        load.EndArrivals();
        Counts = counts;
        if (Failure is not null)
            throw Failure;
    }
}
