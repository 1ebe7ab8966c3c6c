using System.Globalization;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>Not a test: a load harness that a test starts in a separate process and kills. It ends by itself after two minutes.</summary>
public sealed class KilledHarness
{
    public const string Folder = "PSPLOAD_TEST_RUN_FOLDER",
        Port = "PSPLOAD_TEST_RUN_PORT";

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
}
