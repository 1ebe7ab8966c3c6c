using System.Collections.Concurrent;
using PspLoad.Core.Results;

namespace PspLoad.IntegrationTests.Payments.Lies;

/// <summary>Runs against a PSP that has bad luck but tells the truth. PSPLOAD_NIGHTLY=1 makes 200 of them.</summary>
public sealed class HonestRunTests
{
    private const int AtOnce = 8;

    private static readonly int s_runs = Environment.GetEnvironmentVariable("PSPLOAD_NIGHTLY") == "1" ? 200 : 20;

    [Fact]
    public async Task No_violation_is_invented()
    {
        var invented = new ConcurrentBag<string>();
        var runs = new ConcurrentBag<MemoryRun>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };

        await Parallel.ForEachAsync(Enumerable.Range(1, s_runs), options, async (seed, cancel) =>
        {
            var run = await MemoryRun.UnluckyAsync(seed, cancel);
            runs.Add(run);
            foreach (var line in run.Violations)
                invented.Add($"seed {seed}, order {line.OrderId}: {line.Message}\n  {string.Join("\n  ", line.Story)}");
        });

        Assert.True(invented.IsEmpty, string.Join("\n", invented.Take(5)));
        Assert.All(runs, run => Assert.Equal(BooksVerdict.Clean, run.Run.Verdict.Reconciliation));
        // They did have bad luck.
        Assert.All(runs, run => Assert.True(run.Run.Reconciliation!.IndeterminateResolved > 5, $"{run.Run.Reconciliation.IndeterminateResolved} resolved"));
    }
}
