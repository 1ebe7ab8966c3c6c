using System.Globalization;
using System.Text.Json;
using PspLoad.Core.Runs;
using PspLoad.IntegrationTests.Payments.Stack;
using PspLoad.Load.Runs;
using PspLoad.Runs;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>Not tests: harnesses that a test starts in a separate process and kills. They end by themselves after two minutes.</summary>
public sealed class KilledHarness
{
    public const string Folder = "PSPLOAD_TEST_RUN_FOLDER",
        Port = "PSPLOAD_TEST_RUN_PORT",
        Ports = "PSPLOAD_TEST_RUN_PORTS",
        Point = "PSPLOAD_TEST_RUN_POINT";

    /// <summary>Starts one of the harnesses.</summary>
    /// <param name="method">its name</param>
    /// <param name="environment">its parameters</param>
    /// <param name="log">file that receives its output</param>
    internal static ChildProcess Start(string method, IReadOnlyDictionary<string, string> environment, string log) =>
        ChildProcess.Start(
            "dotnet",
            [typeof(KilledHarness).Assembly.Location, "-explicit", "only", "-method", $"*.{nameof(KilledHarness)}.{method}", "-noLogo"],
            environment,
            log
        );

    /// <summary>The file that says that a run has reached a point.</summary>
    /// <param name="results">folder of all results</param>
    /// <param name="point">the point</param>
    internal static string MarkerOf(string results, RunPoint point) => Path.Combine(results, $"at-{point}");

    [Fact(Explicit = true)]
    public async Task Drives_load_until_it_is_killed()
    {
        await using var run = new FlowRun(
            Environment.GetEnvironmentVariable(Folder)!,
            int.Parse(Environment.GetEnvironmentVariable(Port)!, CultureInfo.InvariantCulture),
            null
        );
        await run.LoadAsync([], users: 16, TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    /// <summary>A whole run. At the given point it waits to be killed, except where the run itself takes long enough.</summary>
    [Fact(Explicit = true)]
    public async Task Runs_until_it_is_killed()
    {
        var results = Environment.GetEnvironmentVariable(Folder)!;
        var ports = JsonSerializer.Deserialize<StackPorts>(Environment.GetEnvironmentVariable(Ports)!)!;
        var last = Enum.Parse<RunPoint>(Environment.GetEnvironmentVariable(Point)!);
        var scenario = ReconciledRunTests.ScenarioIn(results);
        await using var platform = new StackPlatform(ports, scenario)
        {
            At = async point =>
            {
                Mark(point);
                if (point == last)
                    await Task.Delay(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            },
        };
        await new BenchmarkRun(
            new RunPlan(scenario, results, Keep: true),
            platform,
            new EmbeddedEngine(TimeProvider.System),
            new PointView(Mark),
            TimeProvider.System
        ).RunAsync(Interruption.None);

        void Mark(RunPoint point) => File.WriteAllText(MarkerOf(results, point), "");
    }
}
