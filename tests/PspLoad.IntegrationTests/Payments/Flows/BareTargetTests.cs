using System.Globalization;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary><c>run --target</c> and <c>reconcile</c>: the whole program at a PSP that it does not provision.</summary>
[Collection(PaymentTests.Name)]
public sealed class BareTargetTests(PaymentSystem system) : IDisposable
{
    private readonly string _results = Directory.CreateTempSubdirectory("pspload-target-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Latest => Path.Combine(_results, "latest");

    public void Dispose() => Directory.Delete(_results, recursive: true);

    [Fact]
    public async Task A_run_is_reconciled_again_and_after_its_result_was_lost()
    {
        PaymentSystem.SkipIfMissing();
        var merchant = Path.Combine(_results, "merchant");
        await File.WriteAllLinesAsync(merchant, [PaymentSystem.MerchantKey, PaymentSystem.MerchantSecret], Token);
        File.SetUnixFileMode(merchant, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{system.A.Port}");

        var made = await Provisioning.Cli.RunAsync(
            Token,
            ["run", "--target", url, "--merchant", merchant, "-s", "smoke", "-d", "3s", "--set", "warmUp=1s", "--results", _results]
        );

        Assert.True(File.Exists(RunFileIn(Latest)), made.ToString());
        var run = RunFile.Read(RunFileIn(Latest));
        Assert.Equal(("target", BooksVerdict.Clean), (run.Environment, run.Verdict.Reconciliation));
        Assert.Equal(60, run.Arrivals.Scheduled);

        await ReconcileAsync();
        Assert.Equal(run.Arrivals, RunFile.Read(RunFileIn(Latest)).Arrivals);

        File.Delete(RunFileIn(Latest));
        await ReconcileAsync();
        var salvaged = RunFile.Read(RunFileIn(Latest));
        Assert.Contains(salvaged.Verdict.Findings, finding => finding.Id == FindingId.Killed);
        Assert.Equal(BooksVerdict.Clean, salvaged.Verdict.Reconciliation);
        Assert.Equal(run.Provenance, salvaged.Provenance);
    }

    private async Task ReconcileAsync()
    {
        var told = await Provisioning.Cli.RunAsync(Token, ["reconcile", Latest]);

        Assert.Equal(((int)ExitCode.Passed, true), (told.ExitCode, told.Output.Contains("CLEAN", StringComparison.Ordinal)));
    }

    private static string RunFileIn(string folder) => Path.Combine(folder, ResultFiles.Run);
}
