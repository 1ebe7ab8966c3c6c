using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Html.Sections;

/// <summary>Where the figures come from: hosts, versions, checks and the injector.</summary>
internal static class EnvironmentSection
{
    public static Markup Of(RunFolder folder) =>
        $"""
            <section aria-labelledby="environment"><h2 id="environment">Environment</h2>
            {(folder.Run.Hosts.Count > 0 ? Hosts(folder.Run) : Markup.None)}
            {(folder.Checks.Count > 0 ? Checks(folder.Checks) : Markup.None)}
            <h3>Injector</h3>
            <p>{folder.Run.Provenance.Injector}, {folder.Run.Provenance.Cpus} CPUs, PspLoad {folder.Run.Provenance.Version}, engine {folder.Run.Engine}, target <code>{folder.Run.Provenance.Target}</code>.</p>
            {(folder.Run.Injector is { } injector ? Injector(folder.Run, injector) : Markup.None)}
            </section>
            """;

    private static Markup Hosts(RunDocument run) =>
        $"""
            <div class="scroll"><table>
            <thead><tr><th>host</th><th>address</th><th>roles</th><th class="number">CPU at most</th><th class="number">memory at most</th><th>versions</th></tr></thead>
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
