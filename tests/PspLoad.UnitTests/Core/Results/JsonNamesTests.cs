using System.Text.Json;
using PspLoad.Core.Load;
using PspLoad.Core.Results;

namespace PspLoad.UnitTests.Core.Results;

/// <summary>The words of <c>run.json</c>. Scripts compare them, so a change here is a change of the schema.</summary>
public sealed class JsonNamesTests
{
    [Fact]
    public void Findings() =>
        Assert.Equal(
            [
                .. new[] { "accounting", "output", "injector-limit", "flow-fault", "lag", "stall", "gc", "thread-pool", "machine-cpu", "cpu-wait" },
                .. new[] { "foreign-cpu", "own-cpu", "steal", "bandwidth", "health-unknown", "clock", "fault", "killed", "cut-off", "money" },
                .. new[]
                {
                    "not-compared",
                    "pending",
                    "resent",
                    "redirected",
                    "interim-answers",
                    "cookies-dropped",
                    "lab",
                    "not-recovered",
                    "arrivals-dropped",
                    "waited-before-sending",
                    "slowest-step",
                },
                .. new[] { "nbomber-response-time", "nbomber-in-flight", "nbomber-rates", "nbomber-arrivals", "nbomber-counts" },
                .. new[] { "nbomber-simulations", "nbomber-console", "nbomber-session", "nbomber-threshold", "nbomber-metrics" },
                .. new[] { "same-run", "short-run", "outside-faults", "invalid-run", "scenario-differs", "environment-differs", "engine-differs" },
                .. new[] { "kind-differs", "executor-differs", "injector-differs", "target-differs", "pspload-differs", "commit-differs", "version-differs" },
            ],
            Names<FindingId>()
        );

    [Fact]
    public void Severities() => Assert.Equal(["violation", "invalid", "warning", "info"], Names<Severity>());

    [Fact]
    public void Verdicts() =>
        Assert.Equal(
            ["VALID", "INVALID", "PASSED", "FAILED", "CLEAN", "VIOLATED", "NOT RUN"],
            [.. Names<ValidityVerdict>(), .. Names<ThresholdsVerdict>(), .. Names<BooksVerdict>()]
        );

    [Fact]
    public void Outcomes_of_requests() =>
        Assert.Equal(
            [
                .. new[] { "ok", "name not resolved", "connect refused", "connect time-out", "connect failed", "tls", "reset", "read time-out", "protocol" },
                .. new[] { "status 4xx", "status 5xx", "status other", "check failed", "interrupted", "injector limit", "flow fault" },
            ],
            Names<ErrorKind>()
        );

    /// <summary>The names that the serialiser writes; <see cref="JsonNames"/> must give the same.</summary>
    private static List<string> Names<TWord>()
        where TWord : struct, Enum
    {
        var names = Enum.GetValues<TWord>().Select(word => JsonSerializer.SerializeToElement(word).GetString()!).ToList();
        Assert.Equal(names, Enum.GetValues<TWord>().Select(word => word.JsonName()));
        return names;
    }
}
