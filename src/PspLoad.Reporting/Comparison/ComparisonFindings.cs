using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Comparison;

/// <summary>Differences between two runs besides their figures, and reasons not to compare them.</summary>
internal static class ComparisonFindings
{
    public static IEnumerable<FindingPart> Of(ComparedRun first, ComparedRun second)
    {
        var (before, after) = (first.Run, second.Run);
        if (Path.GetFullPath(first.Recorded.Path) == Path.GetFullPath(second.Recorded.Path))
            yield return new(FindingId.SameRun, Severity.Warning, "both are the same run");
        foreach (var (name, run) in new[] { ("the first", first), ("the second", second) }.Where(run => !run.Item2.IsSample))
        {
            yield return new(
                FindingId.ShortRun,
                Severity.Warning,
                $"{name} run has {Humane.Of(run.Seconds.Count, "second")} that no fault disturbed, too few to tell a change from noise: "
                    + $"at least {BlockBootstrap.LeastSeconds} are needed; run it for longer"
            );
        }
        foreach (var (name, run) in new[] { ("the first", first), ("the second", second) })
        {
            string?[] missing = [run.Seconds.Count == 0 ? ResultFiles.Intervals : null, run.HasTimes ? null : ResultFiles.Latencies];
            foreach (var file in missing.OfType<string>())
                yield return new(FindingId.NotCompared, Severity.Warning, $"{name} run recorded nothing in {file}: the figures in it are not compared");
            foreach (var cut in run.Run.Verdict.Findings.Where(finding => finding.Id == FindingId.CutOff))
                yield return new(FindingId.CutOff, Severity.Warning, $"{name} run: {cut.Message}");
        }
        if (before.Faults.Count > 0 || after.Faults.Count > 0)
        {
            yield return new(
                FindingId.OutsideFaults,
                Severity.Info,
                "throughput, errors and times are those of the seconds that no fault disturbed; "
                    + "the effect of a fault is measured once per run, so telling it from noise takes several runs"
            );
        }
        foreach (var (name, run) in new[] { ("the first", before), ("the second", after) })
        {
            if (run.Verdict.Validity == ValidityVerdict.Invalid)
                yield return new(FindingId.InvalidRun, Severity.Invalid, $"{name} run is INVALID: its figures mean nothing; repeat it before comparing");
        }
        (FindingId Id, string What, string Was, string Now)[] facts =
        [
            (FindingId.ScenarioDiffers, "scenario", before.Scenario, after.Scenario),
            (FindingId.EnvironmentDiffers, "environment", before.Environment, after.Environment),
            (FindingId.EngineDiffers, "engine", before.Engine, after.Engine),
            (FindingId.KindDiffers, "kind of environment", Kind(before), Kind(after)),
            (FindingId.ExecutorDiffers, "executor", before.Executor, after.Executor),
            (
                FindingId.InjectorDiffers,
                "injector",
                $"{before.Provenance.Injector}, {before.Provenance.Cpus} CPUs",
                $"{after.Provenance.Injector}, {after.Provenance.Cpus} CPUs"
            ),
        ];
        foreach (var (id, what, was, now) in facts.Where(fact => fact.Was != fact.Now))
            yield return new(id, Severity.Warning, $"the {what} differs: {was} before, {now} after; the figures are not comparable");
        if (Math.Abs(before.Throughput.TargetTps - after.Throughput.TargetTps) > 0.01 * before.Throughput.TargetTps)
        {
            yield return new(
                FindingId.TargetDiffers,
                Severity.Warning,
                $"the target rate differs: {Humane.Rate(before.Throughput.TargetTps)} before, {Humane.Rate(after.Throughput.TargetTps)} after; "
                    + "times at different rates don't compare"
            );
        }

        if (before.Provenance.Version != after.Provenance.Version)
            yield return new(FindingId.PspLoadDiffers, Severity.Info, $"PspLoad {before.Provenance.Version} before, {after.Provenance.Version} after");
        if (before.Provenance.Commit != after.Provenance.Commit)
        {
            yield return new(
                FindingId.CommitDiffers,
                Severity.Info,
                $"commit {before.Provenance.Commit ?? "unknown"} before, {after.Provenance.Commit ?? "unknown"} after"
            );
        }

        foreach (var finding in Versions(before, after))
            yield return finding;
    }

    private static string Kind(RunDocument run) => run.Provenance.IsLab ? "a lab on one machine" : "servers";

    private static IEnumerable<FindingPart> Versions(RunDocument before, RunDocument after)
    {
        foreach (var host in after.Hosts)
        {
            if (before.Hosts.FirstOrDefault(other => other.Name == host.Name) is not { } earlier)
                continue;
            foreach (var (name, version) in host.Versions.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                if (earlier.Versions.TryGetValue(name, out var was) && was != version)
                    yield return new(FindingId.VersionDiffers, Severity.Info, $"{host.Name}: {name} {was} before, {version} after");
            }
        }
    }
}
