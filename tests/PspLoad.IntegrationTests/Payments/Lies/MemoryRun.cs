using System.Text.Json;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.Load.Runs;
using PspLoad.LyingPsp;
using PspLoad.LyingPsp.Faults;
using PspLoad.LyingPsp.Processing;
using PspLoad.Payments.Flows;
using PspLoad.Runs;
using PspLoad.UnitTests.Runs;

namespace PspLoad.IntegrationTests.Payments.Lies;

/// <summary>The outcome of a whole run, like that of <c>./run.sh run</c>, against a PSP in memory.</summary>
/// <param name="Run">content of run.json</param>
/// <param name="Violations">content of violations.ndjson</param>
/// <param name="LiedAbout">orders that the planted fault has hit</param>
/// <param name="DrawnIn">orders that it drew in</param>
internal sealed record MemoryRun(
    RunDocument Run,
    IReadOnlyList<ViolationLine> Violations,
    IReadOnlyCollection<string> LiedAbout,
    IReadOnlyCollection<string> DrawnIn
)
{
    private const double Rate = 60;

    /// <summary>Against a PSP with a planted fault and without bad luck.</summary>
    public static Task<MemoryRun> LyingAsync(PlantedFault fault, CancellationToken cancellationToken)
    {
        // Sales of the bystanders: some faults need another order.
        var flows = new Dictionary<string, double>(StringComparer.Ordinal) { ["sale-card"] = 1 };
        flows[fault.Flow] = 3;
        var scenario = ScenarioOf(fault.Name, flows, TimeSpan.FromSeconds(1.5), timeout: TimeSpan.FromSeconds(5), seed: 1);
        return RunAsync(fault, Luck.Good, scenario, resolveWithin: TimeSpan.FromSeconds(1), settleWithin: TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Against the same PSP without a fault, but with lost connections, late answers, give-ups and restarts.</summary>
    public static Task<MemoryRun> UnluckyAsync(int seed, CancellationToken cancellationToken)
    {
        var flows = FlowCatalogue.Names.ToDictionary(name => name, _ => 1.0, StringComparer.Ordinal);
        var scenario = ScenarioOf("unlucky", flows, TimeSpan.FromSeconds(2), timeout: TimeSpan.FromMilliseconds(400), seed);
        var settle = TimeSpan.FromSeconds(30);
        return RunAsync(null, new Luck(seed, share: 0.25), scenario, resolveWithin: settle, settleWithin: settle, cancellationToken);
    }

    private static async Task<MemoryRun> RunAsync(
        PlantedFault? fault,
        Luck luck,
        Scenario scenario,
        TimeSpan resolveWithin,
        TimeSpan settleWithin,
        CancellationToken cancellationToken
    )
    {
        var results = Directory.CreateTempSubdirectory("pspload-memory-");
        try
        {
            await using var psp = await MemoryPsp.StartAsync(fault, luck, scenario.Timeout, TimeProvider.System);
            await using var target = new MemoryTarget(psp, scenario, resolveWithin, settleWithin);
            var plan = new RunPlan(scenario, results.FullName, Keep: false);
            var engine = new EmbeddedEngine(TimeProvider.System);
            var (run, folder) = await new BenchmarkRun(plan, target, engine, new SilentView(), TimeProvider.System).RunAsync(
                new Interruption(CancellationToken.None, cancellationToken)
            );
            return new MemoryRun(run, await ViolationsAsync(folder, cancellationToken), psp.Lies.LiedAbout, psp.Lies.DrawnIn);
        }
        finally
        {
            results.Delete(recursive: true);
        }
    }

    private static Scenario ScenarioOf(string name, IReadOnlyDictionary<string, double> flows, TimeSpan duration, TimeSpan timeout, int seed) =>
        new()
        {
            Name = name,
            Flows = flows,
            Load = new ScenarioLoad
            {
                Executor = Executors.ConstantArrivalRate,
                Stages = [new LoadStage(Rate, Rate, duration)],
                WarmUp = TimeSpan.Zero,
                GracefulStop = TimeSpan.FromSeconds(5),
                MaxInFlight = 200,
                Poisson = false,
            },
            Timeout = timeout,
            ThinkTime = 0,
            Recovery = RecoveryCriterion.Default,
            Thresholds = [],
            Faults = [],
            Seed = seed,
        };

    private static async Task<IReadOnlyList<ViolationLine>> ViolationsAsync(string folder, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, ResultFiles.Violations), cancellationToken);
        return [.. lines.Select(line => JsonSerializer.Deserialize(line, ResultsJson.Default.ViolationLine)!)];
    }
}
