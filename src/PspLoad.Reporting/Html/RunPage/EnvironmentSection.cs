using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Html.RunPage;

/// <summary>Hosts, versions, checks of the environment, and the injector.</summary>
internal static class EnvironmentSection
{
    public static Markup Of(RecordedRun recorded) =>
        $"""
            <section aria-labelledby="environment"><h2 id="environment">Environment</h2>
            {(recorded.Run.Hosts.Count > 0 ? Hosts(recorded.Run) : Markup.None)}
            {(recorded.Checks.Count > 0 ? Checks(recorded.Checks) : Markup.None)}
            <h3>Injector</h3>
            {Origin(recorded.Run)}
            {(recorded.Run.Injector is { } injector ? Injector(recorded.Run, injector) : Markup.None)}
            </section>
            """;

    private static Markup Origin(RunDocument run)
    {
        var origin = run.Provenance;
        Markup where = $"PspLoad {origin.Version}, engine {run.Engine}, target <code>{origin.Target}</code>";
        return $"<p>{origin.Injector}, {origin.Cpus} CPUs, {where}.</p>";
    }

    private static Markup Hosts(RunDocument run) =>
        $"""
            <div class="scroll"><table>
            {TableHeader.Of(["host", "address", "roles"], ["CPU at most", "memory at most"], "versions")}
            <tbody>
            {run.Hosts.Select(Host)}
            </tbody></table></div>
            """;

    private static Markup Host(HostPart host) =>
        $"""
            <tr><th scope="row">{host.Name}</th><td>{host.Address}</td><td>{string.Join(", ", host.Roles)}</td><td class="number">{Percent(
                host.CpuPercentMax
            )}</td><td class="number">{Percent(host.MemoryPercentMax)}</td><td class="long">{string.Join(
                " · ",
                host.Versions.Select(version => $"{version.Key} {version.Value}")
            )}</td></tr>

            """;

    private static Markup Checks(IReadOnlyList<VerifiedCheck> checks) =>
        $"""
            <details><summary>{Humane.Of(checks.Count, "check")} of the environment: {string.Join(
                ", ",
                checks.GroupBy(check => check.Status.ToLowerInvariant()).OrderByDescending(status => status.Count()).ThenBy(
                    status => status.Key,
                    StringComparer.Ordinal
                ).Select(status => $"{status.Count()} {status.Key}")
            )}</summary>
            <div class="scroll"><table>
            <thead><tr><th>check</th><th>role</th><th>from</th><th>status</th><th>PCI DSS</th></tr></thead>
            <tbody>
            {checks.Select(Check)}
            </tbody></table></div></details>
            """;

    private static Markup Check(VerifiedCheck check) =>
        $"""<tr><td>{check.Check}</td><td>{check.Role}</td><td>{check.From}</td><td>{check.Status}</td><td>{string.Join(", ", check.Requirements)}</td></tr>""";

    private static Markup Injector(RunDocument run, InjectorPart injector) =>
        $"""
            <p>It used {Humane.Percent(injector.CpuPercent)} of the machine's CPU (everything together {Humane.Percent(
                injector.MachineCpuPercent
            )}, steal {Humane.Percent(injector.StealPercent)}), {Humane.Bytes(injector.PeakRssBytes)} of memory, paused {Humane.Time(
                injector.GcPauseMs
            )} for garbage collection; its longest stall was {Humane.Time(injector.LongestStallMs)}, its lag p99 {Humane.Time(run.InjectorLagMs.P99)}.</p>
            """;

    private static string Percent(double? percent) => percent is { } value ? Humane.Percent(value) : "–";
}
