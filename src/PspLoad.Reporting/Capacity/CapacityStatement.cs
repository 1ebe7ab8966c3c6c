using PspLoad.Capacity.Results;
using PspLoad.Capacity.Search;
using PspLoad.Capacity.Trials;
using PspLoad.Core.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Capacity;

/// <summary>The statement that a capacity run supports, and its evidence.</summary>
internal static class CapacityStatement
{
    public const string LabNotice = "Measured in a lab, no capacity statement: injector and hosts share one machine. The figures are for comparisons.";

    /// <summary>One sentence.</summary>
    public static string Headline(CapacityDocument run)
    {
        var search = run.Search;
        if (search.Capacity is not { } capacity)
            return $"No capacity figure: {search.Reason}";
        var figure =
            $"{Humane.Rate(capacity.Mean)} (95 % confidence interval {Humane.Rate(capacity.Low)} to {Humane.Rate(capacity.High)}, "
            + $"{capacity.Count} confirmations)";
        return search.End == SearchEnd.MaximumRate ? $"At least {figure}: the highest allowed rate passed" : $"{figure} meet the objectives";
    }

    public static IEnumerable<StatementPart> Parts(CapacityDocument run)
    {
        yield return Result(run);
        yield return new StatementPart(
            "Objective",
            [
                $"Every trial had to meet all of: {string.Join("; ", run.Objectives)}; achieved at least {TrialRules.AchievedAtLeast * 100:0} % of the target; "
                    + "no growing backlog; every payment reconciled; the measurement VALID.",
            ]
        );
        yield return Environment(run);
        yield return Method(run);
        yield return new StatementPart(
            "Bottleneck",
            [run.Bottleneck.Sentence, .. run.Bottleneck.Evidence, .. Try(run), .. run.Bottleneck.AlsoSaturated.Select(also => $"Also full: {also}")]
        );
        if (run.Scalability is { } scalability)
            yield return Scalability(scalability);
        if (run.Degraded.Count > 0)
            yield return Degraded(run);
        yield return Validity(run);
        yield return new StatementPart(
            "Trials",
            ["In chronological order."],
            ["#", "kind", "asked", "achieved", "p50", "p99", "not completed", "outcome"],
            [.. run.Search.Trials.Select(Row)]
        );
        yield return new StatementPart(
            "Raw data",
            ["SHA-256 of the files behind this statement."],
            ["file", "SHA-256"],
            [.. run.Hashes.Select(hash => new[] { hash.Key, hash.Value })]
        );
    }

    private static StatementPart Result(CapacityDocument run)
    {
        var search = run.Search;
        List<string> lines = [Headline(run) + "."];
        if (search.IsConfirmed)
        {
            lines.Add(
                $"{Humane.Rate(search.HighestPassing!.Value)} passed {search.ConfirmationsPassed} of {search.ConfirmationsRun} trials "
                    + $"of {Humane.Length(run.FullLengthSeconds)}"
                    + (search.LowestFailing is { } failing ? $"; {Humane.Rate(failing)} failed." : ".")
            );
        }
        if (search.IsConfirmed && search.ConfirmationsPassed < search.ConfirmationsRun)
            lines.Add("Unstable: not every trial at this rate passed.");
        if (run.RequiredPeak is { } peak && search.Capacity is { } capacity)
            lines.Add($"Required peak {Humane.Rate(peak)}: {(capacity.Mean >= peak ? "carried" : "NOT carried")}, headroom {capacity.Mean / peak:0.00}.");
        return new StatementPart("Result", lines);
    }

    private static StatementPart Environment(CapacityDocument run) =>
        new(
            "Environment",
            [
                $"Environment {run.Environment}, target {run.Provenance.Target}. Injector: {run.Provenance.Injector}, {run.Provenance.Cpus} CPUs, "
                    + $"PspLoad {run.Provenance.Version}"
                    + (run.Provenance.Commit is { } commit ? $", commit {commit}." : "."),
            ],
            ["host", "address", "roles", "versions"],
            [
                .. run.Hosts.Select(host =>
                    new[]
                    {
                        host.Name,
                        host.Address,
                        string.Join(", ", host.Roles),
                        string.Join(" · ", host.Versions.Select(version => $"{version.Key} {version.Value}")),
                    }
                ),
            ]
        );

    private static StatementPart Method(CapacityDocument run) =>
        new(
            "Method",
            $"Open model, {(run.PoissonArrivals ? "independent (Poisson)" : "even")} arrivals, "
                + $"flows {string.Join(", ", run.Flows.Select(flow => $"{flow.Key} {Humane.Digits(flow.Value)}"))}. "
                + "Response times count from the intended start.",
            WarmUp(run.Search),
            $"The rate was doubled in short trials until one failed, narrowed down to {Humane.Percent(100 * run.Precision)} in shortened ones, "
                + $"and confirmed {run.Confirmations} times at {Humane.Length(run.FullLengthSeconds)}, with a pause before each trial (after MLRsearch).",
            $"{Humane.Of(run.Search.Trials.Count, "trial")} in {Humane.Length(run.Search.ElapsedSeconds)}. Reproduce: {run.Provenance.Command}"
        );

    private static string WarmUp(SearchResult search) =>
        search.Trials.Count(trial => trial.Kind == TrialKind.WarmUp) switch
        {
            0 => "Nothing warmed up the system before the search.",
            var count when search.IsCold => $"{Humane.Of(count, "trial")} warmed up the system first, but it was still not warm when they ended.",
            var count => $"{Humane.Of(count, "trial")} warmed up the system first, until response "
                + $"time and CPU per payment stopped falling. Their results are not used.",
        };

    private static IEnumerable<string> Try(CapacityDocument run) => run.Bottleneck.Try is { } text ? [$"What to try: {text}."] : [];

    private static StatementPart Scalability(ScalabilityPart part)
    {
        List<string> lines = [];
        if (part.Result.Fit is { } fit)
        {
            lines.Add(
                $"Universal Scalability Law: λ {Humane.Digits(fit.Lambda)}/s with one user, contention σ {fit.Sigma:0.0000}, coherency κ {fit.Kappa:0.000000}; "
                    + $"R² {fit.RSquared:0.000}, residuals up to {Humane.Percent(100 * fit.Residuals.Max(Math.Abs))}."
            );
            if (fit.PeakTps is { } peak)
            {
                var where = fit.PeakUsers is { } users ? $"at {users:0} concurrent users" : "however many users";
                lines.Add(
                    fit.IsForecast
                        ? $"FORECAST beyond the measured range: at most {Humane.Rate(peak)} {where}."
                        : $"Peak {Humane.Rate(peak)} {where}, within the measured range."
                );
            }
        }
        else
        {
            lines.Add($"No scalability law: {part.Result.Refusal}.");
        }
        return new StatementPart(
            "Scalability",
            lines,
            ["concurrent users", "achieved", "p50", "p99", "outcome"],
            [
                .. part.Trials.Select(trial =>
                    new[] { Humane.Digits(trial.Rate), Humane.Rate(trial.AchievedTps), Humane.Time(trial.P50Ms), Humane.Time(trial.P99Ms), Outcome(trial) }
                ),
            ]
        );
    }

    private static StatementPart Degraded(CapacityDocument run) =>
        new(
            "With a part out (N+1)",
            [
                run.RequiredPeak is null
                    ? "No headroom: no required peak was given (--required-peak)."
                    : $"Headroom: capacity left ÷ required peak of {Humane.Rate(run.RequiredPeak.Value)}; below 1 the peak is not carried.",
                .. run
                    .Degraded.Where(part => part.Exceeds(run.Search, run.Precision))
                    .Select(part =>
                        $"{part.Name}: more than with everything up. Either the part costs more than it adds (commits wait for a replica), "
                        + "or one of the two searches was disturbed: run it again."
                    ),
            ],
            ["part out", "on", "capacity left", "of the whole", "headroom"],
            [.. run.Degraded.Select(part => DegradedRow(run, part))]
        );

    private static string[] DegradedRow(CapacityDocument run, DegradedPart part) =>
        [
            part.Name,
            part.Host ?? "–",
            part.Search?.Capacity is { } left
                ? $"{Humane.Rate(left.Mean)} ({Humane.Rate(left.Low)} to {Humane.Rate(left.High)})"
                : $"none: {part.Problem ?? part.Search?.Reason}",
            part.Search?.Capacity is { } some && run.Search.Capacity is { } whole ? $"{100 * some.Mean / whole.Mean:0} %" : "–",
            part.HeadroomOf(run.RequiredPeak) is { } headroom ? $"{headroom:0.00}" : "–",
        ];

    private static StatementPart Validity(CapacityDocument run)
    {
        var trials = run.Search.Trials;
        var disturbed = trials.Count(trial => trial.Outcome is TrialOutcome.Disturbed or TrialOutcome.InjectorLimited);
        return new StatementPart(
            "Validity",
            [
                disturbed == 0 ? "All trials are VALID." : $"{disturbed} of {Humane.Of(trials.Count, "trial")} were INVALID and don't count.",
                .. run.Search.IsCold
                    ?
                    [
                        "COLD: the system was still warming up when the search began, so the figure may be too low. "
                            + "Search again while it is warm (--no-provision).",
                    ]
                    : Array.Empty<string>(),
                run.Violations == 0
                    ? "Money: every payment of every trial is accounted for."
                    : $"MONEY IS NOT ACCOUNTED FOR: {Humane.Of(run.Violations, "violation")} in all trials.",
                .. run.Findings.Select(finding => $"{finding.Severity.JsonName()}: {finding.Message}"),
            ]
        );
    }

    private static string[] Row(Trial trial) =>
        [
            Humane.Count(trial.Number),
            trial.Kind.ToString().ToLowerInvariant(),
            Humane.Rate(trial.Rate),
            Humane.Rate(trial.AchievedTps),
            Humane.Time(trial.P50Ms),
            Humane.Time(trial.P99Ms),
            Humane.Count(trial.Errors),
            Outcome(trial),
        ];

    private static string Outcome(Trial trial) =>
        trial.Outcome switch
        {
            TrialOutcome.Passed => "passed",
            TrialOutcome.Failed => $"failed: {string.Join("; ", trial.Reasons)}",
            TrialOutcome.InjectorLimited => $"injector too slow: {string.Join("; ", trial.Reasons)}",
            _ => $"disturbed: {string.Join("; ", trial.Reasons)}",
        };

    /// <summary>The line below the title of every chart.</summary>
    public static string Subtitle(CapacityDocument run) =>
        string.Join(
            "   ·   ",
            [
                $"scenario {run.Scenario}",
                $"environment {run.Environment}",
                Humane.Moment(run.StartedAt),
                .. run.Provenance.IsLab ? ["lab on one machine, no capacity statement"] : Array.Empty<string>(),
            ]
        );

    /// <summary>Colour of a trial in the charts.</summary>
    public static string ColorOf(Trial trial) =>
        trial.Outcome switch
        {
            TrialOutcome.Passed => ChartColor.P95,
            TrialOutcome.Failed => ChartColor.Error,
            _ => ChartColor.Max,
        };
}

/// <summary>One section of a capacity statement, independent of the format.</summary>
/// <param name="Heading">heading</param>
/// <param name="Lines">paragraphs</param>
/// <param name="Columns">headings of a table below them; empty where there is no table</param>
/// <param name="Rows">rows of the table</param>
internal sealed record StatementPart(string Heading, IReadOnlyList<string> Lines, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public StatementPart(string heading, params IReadOnlyList<string> lines)
        : this(heading, lines, [], []) { }
}
