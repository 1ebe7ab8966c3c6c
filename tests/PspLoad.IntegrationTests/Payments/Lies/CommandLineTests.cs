using System.Text.Json;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.IntegrationTests.Provisioning;
using PspLoad.LyingPsp;
using PspLoad.LyingPsp.Faults;
using PspLoad.LyingPsp.Processing;

namespace PspLoad.IntegrationTests.Payments.Lies;

/// <summary><c>./run.sh run --target</c> and <c>reconcile</c>, as a user calls them, at a PSP in memory.</summary>
public sealed class CommandLineTests : IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    private readonly string _results = Directory.CreateTempSubdirectory("pspload-lies-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Latest => Path.Combine(_results, "latest");

    public void Dispose() => Directory.Delete(_results, recursive: true);

    [Fact]
    public async Task Exit_code_5_and_the_orders_that_the_psp_lied_about()
    {
        await using var psp = await MemoryPsp.StartAsync(PlantedFaults.Find("commit-lost-on-failover"), Luck.Good, s_timeout, TimeProvider.System);

        var run = await RunAsync(psp);

        var named = (await File.ReadAllLinesAsync(Path.Combine(Latest, ResultFiles.Violations), Token))
            .Select(line => JsonSerializer.Deserialize(line, ResultsJson.Default.ViolationLine)!)
            .Select(line => line.OrderId);
        Assert.Equal((int)ExitCode.ReconciliationViolated, run.ExitCode);
        Assert.NotEmpty(psp.Lies.LiedAbout);
        Assert.Equal(psp.Lies.LiedAbout.Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>On a busy machine the run may be INVALID, exit code 4. The exit code of <c>reconcile</c> speaks about the money alone.</summary>
    [Fact]
    public async Task Exit_code_0_where_it_told_the_truth()
    {
        await using var psp = await MemoryPsp.StartAsync(null, Luck.Good, s_timeout, TimeProvider.System);

        var run = await RunAsync(psp);
        var again = await Provisioning.Cli.RunAsync(Token, ["reconcile", Latest]);

        var verdict = RunFile.Read(Path.Combine(Latest, ResultFiles.Run)).Verdict;
        Assert.Equal((BooksVerdict.Clean, verdict.ExitCode), (verdict.Reconciliation, run.ExitCode));
        Assert.NotEqual((int)ExitCode.ReconciliationViolated, run.ExitCode);
        Assert.Equal((int)ExitCode.Passed, again.ExitCode);
        Assert.Empty(await File.ReadAllTextAsync(Path.Combine(Latest, ResultFiles.Violations), Token));
    }

    private async Task<CliResult> RunAsync(MemoryPsp psp)
    {
        var merchant = Path.Combine(_results, "merchant");
        await File.WriteAllLinesAsync(merchant, [MemoryPsp.MerchantKey, MemoryPsp.MerchantSecret], Token);
        File.SetUnixFileMode(merchant, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var run = await Provisioning.Cli.RunAsync(
            Token,
            ["run", "--target", psp.Address.ToString(), "--merchant", merchant, "-s", "smoke", "-d", "2s", "--set", "warmUp=1s", "--results", _results]
        );
        Assert.True(File.Exists(Path.Combine(Latest, ResultFiles.Run)), run.ToString());
        return run;
    }
}
