using System.Net;
using PspLoad.Core.Errors;
using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Failover;
using PspLoad.UnitTests.Core.Scenarios;
using PspLoad.UnitTests.Load;

namespace PspLoad.UnitTests.NBomber.Runner;

/// <summary>
/// Compiles the adapter against the forms of NBomber's API in tests/NBomberReference, and runs it on their fake runner. This checks shapes and the
/// adapter's own logic. It does not check NBomber: docs/nbomber.md says what was compiled with the packages and what was run.
/// </summary>
public sealed class AdapterFormsTests : IDisposable
{
    private const string V4 = "4.1.2";
    private const string V5 = "5.8.0";
    private const string V6 = "6.6.0";

    private static readonly Dictionary<string, Lazy<CompiledAdapter>> s_forms = new(StringComparer.Ordinal)
    {
        [V4] = new(() => CompiledAdapter.Compile(new Version(V4), 4)),
        [V5] = new(() => CompiledAdapter.Compile(new Version(V5), 5, "V5_8")),
        [V6] = new(() => CompiledAdapter.Compile(new Version(V6), 6, "V5_8", "V6_6")),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-").FullName;
    private readonly TestFlow _flow = new(
        "sale-card",
        iteration =>
        {
            var first = iteration.BeginStep(0);
            iteration.EndStep(iteration.BeginStep(1), iteration.Number % 5 == 0 ? ErrorKind.Status5xx : ErrorKind.None);
            iteration.EndStep(first);
            return ValueTask.CompletedTask;
        },
        "first",
        "second"
    );

    public static TheoryData<string> Forms => [V4, V5, V6];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Forms))]
    public void It_compiles_without_a_warning(string version) => Assert.Empty(Adapter(version).Warnings);

    [Theory]
    [InlineData(V4, "16 iterations ok, 4 failed, 40 steps")]
    [InlineData(V5, "16 iterations ok, 4 failed, 40 steps")]
    [InlineData(V6, "36 steps ok, 4 failed")]
    public async Task Arrivals_of_two_steps_are_counted_the_same(string version, string counts)
    {
        var outcome = await RunAsync(version, "constant-arrival-rate", "rate: 20");

        Assert.Equal(new ArrivalsPart(20, 16, 4, 0, 0), outcome.Arrivals);
        Assert.DoesNotContain(outcome.InvalidReasons, IsOfNBomber);
        Assert.Contains(counts, Remark(outcome, FindingId.NBomberCounts).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task So_are_iterations_of_users(string version)
    {
        var outcome = await RunAsync(version, "constant-vus", "vus: 2");

        Assert.Equal(new ArrivalsPart(6, 4, 2, 0, 0), outcome.Arrivals);
        Assert.DoesNotContain(outcome.InvalidReasons, IsOfNBomber);
    }

    [Theory]
    [InlineData(V4, 0, 0, false)]
    [InlineData(V5, 1, 0, true)]
    [InlineData(V6, 1, 1, true)]
    public async Task Settings_reach_NBomber_and_its_report_is_told(string version, int thresholds, int metrics, bool hasLicence)
    {
        var (config, infra) = (Write("config.json", """{ "TestName": "x" }"""), Write("infra.json", "{}"));
        var session = version == V4 ? "" : "s-1";
        var settings = Adapter(version)
            .Settings([
                ("ConfigFile", config),
                ("InfraFile", infra),
                ("Sinks", new[] { "NBomber" }),
                .. session.Length > 0 ? [("SessionId", (object)session)] : Array.Empty<(string, object)>(),
            ]);
        Adapter(version).Require(settings);
        var outcome = await RunAsync(version, "constant-arrival-rate", "rate: 10", settings);

        Assert.Equal(
            [
                .. hasLicence ? ["--license=key"] : Array.Empty<string>(),
                $"--config={config}",
                $"--infra={infra}",
                .. session.Length > 0 ? [$"--session-id={session}"] : Array.Empty<string>(),
            ],
            Adapter(version).Arguments
        );
        Assert.Equal(["file"], Adapter(version).Sinks);
        Assert.DoesNotContain(outcome.InvalidReasons, IsOfNBomber);
        Assert.Contains("suite PspLoad", Remark(outcome, FindingId.NBomberSession).Message, StringComparison.Ordinal);
        Assert.Equal(thresholds, outcome.Remarks.Count(remark => remark is { Id: FindingId.NBomberThreshold, Severity: Severity.Warning }));
        Assert.Equal(metrics, outcome.Remarks.Count(remark => remark.Id == FindingId.NBomberMetrics));
        Assert.Equal(version != V6, outcome.Remarks.Any(remark => remark.Id == FindingId.NBomberConsole));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Simulations_that_a_configuration_replaces_end_the_run_and_make_it_invalid(string version)
    {
        var settings = Adapter(version).Settings(("ConfigFile", Write("config.json", "{}")));
        Adapter(version).Replacement = 2;
        try
        {
            var outcome = await RunAsync(version, "constant-arrival-rate", "rate: 10", settings);

            var reason = Assert.Single(outcome.InvalidReasons, reason => reason.Id == FindingId.NBomberSimulations);
            Assert.Contains("2 s instead of 1 s", reason.Message, StringComparison.Ordinal);
            Assert.InRange(outcome.Arrivals.Scheduled, 1, 9);
        }
        finally
        {
            Adapter(version).Replacement = 1;
        }
    }

    [Fact]
    public async Task Metrics_of_the_load_reach_the_report()
    {
        var outcome = await RunAsync(V6, "constant-arrival-rate", "rate: 10");

        var metrics = Remark(outcome, FindingId.NBomberMetrics).Message;
        Assert.Contains("pspload-dropped 0 iterations", metrics, StringComparison.Ordinal);
        Assert.Contains("pspload-in-flight", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SessionId", "--nbomber-session")]
    [InlineData("Cluster", "--nbomber-cluster")]
    public void An_argument_that_a_version_lacks_is_refused(string setting, string option)
    {
        object value = setting == "Cluster" ? new[] { "id=x" } : "x";

        Adapter(V5).Require(Adapter(V5).Settings((setting, value)));
        var refusal = Assert.Throws<OperationFailedException>(() => Adapter(V4).Require(Adapter(V4).Settings((setting, value))));
        Assert.Equal(ExitCode.InvalidUsage, refusal.ExitCode);
        Assert.Contains($"{option} needs NBomber 5.8", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No.Such.Package", "is not in this build")]
    [InlineData("PspLoad.Core", "has no reporting sink")]
    public void A_package_without_a_sink_is_refused(string package, string why)
    {
        var refusal = Assert.Throws<OperationFailedException>(() => Adapter(V6).Require(Adapter(V6).Settings(("Sinks", new[] { package }))));

        Assert.Contains($"the package {package} of --nbomber-sink {why}", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>HTTP/2 has no reason phrase, and .NET knows none for an unregistered status. NBomber.Http 6 throws where there is none.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_answer_without_a_reason_phrase_is_an_answer(string version)
    {
        using var handler = new Answers(() => new HttpResponseMessage((HttpStatusCode)299) { Version = HttpVersion.Version20 });
        using var sender = Adapter(version).CreateSender(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");

        using var response = await sender.SendAsync(request, Cancellation);

        Assert.Equal(299, (int)response.StatusCode);
    }

    private static CompiledAdapter Adapter(string version) => s_forms[version].Value;

    private static bool IsOfNBomber(FindingPart finding) => finding.Name.StartsWith("nbomber-", StringComparison.Ordinal);

    private static FindingPart Remark(LoadOutcome outcome, FindingId id) => Assert.Single(outcome.Remarks, remark => remark.Id == id);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private Task<LoadOutcome> RunAsync(string version, string executor, string level, object? settings = null)
    {
        var scenario = Words.Read(
            $$"""
            flows: { sale-card: 1 }
            executor: {{executor}}
            {{level}}
            duration: 1s
            """
        );
        return Adapter(version)
            .CreateEngine("key", settings ?? Adapter(version).Settings())
            .RunAsync(
                new LoadOrder
                {
                    Scenario = scenario,
                    Flows = [_flow],
                    Folder = _folder,
                    TargetIsLocal = true,
                    Failover = new FailoverWatch(scenario),
                    OnStart = _ => { },
                    OnInterval = _ => { },
                },
                Interruption.None
            );
    }

    private sealed class Answers(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer());
    }
}
