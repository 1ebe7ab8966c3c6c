using System.Globalization;
using System.Text.Json;
using PspLoad.Core.Results;
using PspLoad.IntegrationTests.Tiers;

namespace PspLoad.IntegrationTests.Matrix;

/// <summary>
/// Every fault that a lab can have, with each of two flows, under <c>run</c>. The fault happens, it is undone, and no payment is lost or made twice.
/// These tests append the lines of the table in docs/operations/failover.md to <c>fault-matrix.md</c> beside them.
/// </summary>
[Collection(OneTierFleet.Name)]
public sealed class FaultMatrix(TierFleet fleet) : IDisposable
{
    private static readonly string[] s_faults =
    [
        "kill-active-application",
        "hang-active-application, for: 8s",
        "stop-active-application, for: 8s",
        "kill-database",
        "hang-database, for: 5s",
        "promote-database",
        "deploy-application",
        "switch-front",
        "reload-front",
        "drop-network, host: app1, for: 6s",
        "drop-network, host: app2, for: 6s",
        "drop-network, host: app1, peer: db1, for: 6s",
        "drop-network, host: front, for: 4s",
        "hog-cpu, host: app1, for: 6s",
        "restart-host, host: app1",
        "restart-host, host: app2",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-matrix-").FullName;

    public static TheoryData<string, string> Cases() =>
        new(from fault in s_faults from flow in new[] { "sale-card", "authorise-capture" } select (fault, flow));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Costs_answers_and_no_money(string fault, string flow)
    {
        await fleet.ReadyAsync();
        var scenario = Path.Combine(_folder, "fault.yaml");
        await File.WriteAllTextAsync(scenario, ScenarioOf(fault, flow), TestContext.Current.CancellationToken);

        var told = await fleet.RunAsync("run", "--no-provision", "-s", scenario, "--results", _folder);

        var file = Path.Combine(_folder, "latest", ResultFiles.Run);
        Assert.True(File.Exists(file), told.ToString());
        var run = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), ResultsJson.Default.RunDocument)!;
        var happened = Assert.Single(run.Faults);
        var books = run.Reconciliation!;
        File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "fault-matrix.md"), Line(fault, flow, run, happened, books) + "\n");
        Assert.Equal(BooksVerdict.Clean, run.Verdict.Reconciliation);
        Assert.DoesNotContain(run.Verdict.Findings, finding => finding.Id == FindingId.NotCompared);
        Assert.Equal(
            (0L, 0L, 0L, 0L, 0L, 0L, 0L, true),
            (books.Lost, books.Duplicated, books.Phantom, books.AmountMismatch, books.StateMismatch, books.DoubleCharge, books.Unresolved, books.LedgerBalanced)
        );
        Assert.NotNull(happened.RecoveredAfterSeconds);
    }

    private static string Line(string fault, string flow, RunDocument run, FaultPart happened, ReconciliationPart books) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| `{fault}` on {happened.Target} | {flow} | {run.Arrivals.Scheduled} | {happened.RecoveredAfterSeconds:F1} s | "
                + $"{happened.FailedInWindow} | {happened.IndeterminateInWindow} | {books.Lost} | "
                + $"{books.Duplicated + books.DoubleCharge} | {ValidityOf(run.Verdict)} |"
        );

    /// <returns>
    /// the validity and the ids of the findings that made the run INVALID: they tell a disturbed machine from a fault that needs more than the
    /// machine has
    /// </returns>
    private static string ValidityOf(VerdictPart verdict) =>
        string.Join(
            ", ",
            [verdict.Validity.JsonName(), .. verdict.Findings.Where(finding => finding.Severity == Severity.Invalid).Select(finding => finding.Name)]
        );

    private static string ScenarioOf(string fault, string flow) =>
        $$"""
            flows:
              {{flow}}: 1
            executor: constant-arrival-rate
            rate: 20
            warmUp: 3s
            duration: 40s
            maxInFlight: 1000
            timeout: 10s
            recovery: { errors: 1%, p99: 1s }
            faults:
              - { at: 8s, fault: {{fault}} }
            thresholds:
              - violations == 0
            """;
}
