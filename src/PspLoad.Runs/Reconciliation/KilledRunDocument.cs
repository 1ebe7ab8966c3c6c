using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;
using PspLoad.Reporting.Runs;
using PspLoad.Runs.Fleets;
using PspLoad.Runs.Origins;

namespace PspLoad.Runs.Reconciliation;

/// <summary><c>run.json</c> of a run that was killed before it could write one.</summary>
/// <param name="folder">of the run</param>
/// <param name="scenario">as it was run</param>
/// <param name="origin">how the run was made</param>
/// <param name="platform">target of the load</param>
public sealed class KilledRunDocument(string folder, Scenario scenario, RunOrigin origin, IPlatform platform)
{
    /// <param name="books">current result of the comparison</param>
    /// <param name="cancellationToken">cancels the queries to the hosts</param>
    /// <returns>null if the load never began</returns>
    public async Task<RunDocument?> PutTogetherAsync(BooksOutcome books, CancellationToken cancellationToken)
    {
        if (KilledRun.Salvage(folder, scenario) is not { } load)
            return null;
        var peaks = new HostPeaks();
        foreach (var line in KilledRun.HostsOf(folder))
            peaks.Add(line);
        var hosts = await platform.DescribeHostsAsync(cancellationToken);
        var run = RunAnalysis.Of(scenario, origin.Engine, platform, [.. hosts.Select(peaks.AddTo)], load, books, []);
        return run with { Provenance = origin.Provenance ?? run.Provenance };
    }
}
