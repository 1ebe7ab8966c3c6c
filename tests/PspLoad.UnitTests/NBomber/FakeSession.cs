using PspLoad.Load.Driven;
using PspLoad.Load.Plans;
using PspLoad.NBomber.Sessions;

namespace PspLoad.UnitTests.NBomber;

/// <summary>Starts all iterations at once and reports the counts that the test gives.</summary>
internal sealed class FakeSession(int iterations, NBomberCounts? counts, SessionReport? report = null, IReadOnlyList<string>? replaced = null) : NBomberSession
{
    public override string Version => "0.0.0";

    public override bool IsNode => Node;

    public bool Node { get; init; }

    /// <summary>Thrown instead of driving any load.</summary>
    public Exception? Failure { get; init; }

    /// <summary>The failure is thrown after the iterations instead.</summary>
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
        Report = report;
        Replaced = replaced ?? [];
        if (Failure is not null)
            throw Failure;
    }
}
