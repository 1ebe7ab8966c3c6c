using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.LyingPsp.Faults;

namespace PspLoad.IntegrationTests.Payments.Lies;

/// <summary>A normal run finds each planted fault, and blames exactly the orders that it hit.</summary>
public sealed class PlantedFaultTests(LyingRuns runs) : IClassFixture<LyingRuns>
{
    public static TheoryData<string> Faults => [.. PlantedFaults.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_run_finds_it(string name)
    {
        var fault = PlantedFaults.Find(name);

        var run = await runs.OfAsync(fault);

        var found = run
            .Violations.GroupBy(line => line.OrderId, StringComparer.Ordinal)
            .ToDictionary(order => order.Key, order => order.Select(line => line.Kind).ToHashSet(), StringComparer.Ordinal);
        Assert.True(run.LiedAbout.Union(run.DrawnIn).Count() > 2, $"it hit {run.LiedAbout.Count} orders of {run.Run.Arrivals.Completed}");
        Assert.Equal(run.LiedAbout.Union(run.DrawnIn).Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(run.LiedAbout, order => Assert.Contains(fault.Kinds[0], found[order]));
        // The table in docs/reconciliation.md promises these kinds, no more and no fewer.
        Assert.Equal(fault.Kinds.Order(), found.Values.SelectMany(kinds => kinds).Distinct().Order());
        // Each violation names a payment or a key of its order.
        Assert.All(run.Violations, line => Assert.True(Names(line), $"{line.OrderId}: {line.Message}"));
        Assert.Equal((BooksVerdict.Violated, (int)ExitCode.ReconciliationViolated), (run.Run.Verdict.Reconciliation, run.Run.Verdict.ExitCode));
    }

    private static bool Names(ViolationLine line) =>
        line.Message.Contains("pay_", StringComparison.Ordinal)
        || line.Message.Contains("op_", StringComparison.Ordinal)
        || line.Message.Contains(line.OrderId, StringComparison.Ordinal);
}
