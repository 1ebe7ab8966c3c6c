using System.Collections.Concurrent;
using System.Globalization;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Roles;
using PspLoad.Runs.Fleets;
using Spectre.Console;

namespace PspLoad.Cli.Terminal;

/// <summary>Shows a provisioning run: a live table of host × role on a terminal, plain lines elsewhere.</summary>
internal sealed class ProvisionView(OutputLevel level) : IProvisionView
{
    private readonly ConcurrentDictionary<RoleOnHost, RolePhase> _phases = new();
    private readonly ConcurrentDictionary<RoleOnHost, int> _changes = new();

    public async Task<ProvisionResult> WatchAsync(Func<Action<RoleProgress>, Task<ProvisionResult>> run, Func<string, string> redact)
    {
        if (level != OutputLevel.Normal || !AnsiConsole.Profile.Capabilities.Interactive)
            return await run(level is OutputLevel.Normal or OutputLevel.Verbose ? progress => Tell(progress, redact) : _ => { });

        ProvisionResult? result = null;
        await AnsiConsole
            .Live(Table())
            .StartAsync(async live =>
            {
                var work = run(progress =>
                {
                    _phases[progress.Node] = progress.Phase;
                    if (progress.Outcome is { Status: ResourceStatus.Changed })
                        _changes.AddOrUpdate(progress.Node, 1, (_, count) => count + 1);
                });
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
                while (!work.IsCompleted)
                {
                    live.UpdateTarget(Table());
                    await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask());
                }
                result = await work;
                live.UpdateTarget(Table());
            });
        foreach (var outcome in result!.Outcomes.Where(outcome => outcome.Status is ResourceStatus.Changed or ResourceStatus.Failed))
            Console.WriteLine(redact(Line(outcome)));
        return result;
    }

    public void Summarise(ProvisionResult result, ProvisionOptions options, TimeSpan took, Func<string, string> redact)
    {
        if (level == OutputLevel.Json)
        {
            Console.WriteLine(ProvisionJson.Write(result, options, took, redact));
            return;
        }
        foreach (var outcome in result.Outcomes.Where(outcome => outcome.Difference.Length > 0))
            Console.WriteLine(redact($"--- {outcome.Host}: {outcome.Resource}\n{outcome.Difference}"));
        // An unreachable host fails all its roles for the same reason, which is printed once.
        var failures = result
            .Outcomes.Where(outcome => outcome.Status == ResourceStatus.Failed)
            .GroupBy(
                failure => failure with { Role = "", Change = null },
                (failure, same) => (failure, Roles: string.Join(", ", same.Select(other => other.Role)))
            );
        foreach (var (failure, roles) in failures)
        {
            var message = failure.Message.StartsWith($"{failure.Host}: ", StringComparison.Ordinal)
                ? failure.Message[(failure.Host.Length + 2)..]
                : failure.Message;
            Report.Line(redact($"failed: {failure.Host}: {roles}: {(failure.Resource == ResourceOutcome.WholeRole ? "" : $"{failure.Resource}: ")}{message}"));
            foreach (var line in failure.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Report.Line(redact($"    {line}"));
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(options.Check ? "would change" : "changed")} {result.Count(ResourceStatus.Changed)}, ok {result.Count(ResourceStatus.Ok)}, "
                    + $"failed {result.Count(ResourceStatus.Failed)}, skipped {result.Count(ResourceStatus.Skipped)} in {took.TotalSeconds:F1} s"
            )
        );
    }

    private void Tell(RoleProgress progress, Func<string, string> redact)
    {
        if (progress.Outcome is { } outcome && (outcome.Status != ResourceStatus.Ok || level == OutputLevel.Verbose))
            Console.WriteLine(redact(Line(outcome)));
    }

    private static string Line(ResourceOutcome outcome) =>
        $"{outcome.Status.ToString().ToLowerInvariant(), -8} {outcome.Host, -8} {outcome.Role, -8} "
        + $"{outcome.Resource}{(outcome.Message.Length > 0 ? $": {outcome.Message}" : "")}";

    private Table Table()
    {
        var nodes = _phases.ToArray();
        var roles = nodes.Select(pair => pair.Key.Role).Distinct().ToList();
        var table = new Table().Border(TableBorder.Minimal).AddColumn("host").AddColumns([.. roles.Select(role => Markup.Escape(role))]);
        foreach (var host in nodes.GroupBy(pair => pair.Key.Host).OrderBy(group => group.Key, StringComparer.Ordinal))
            table.AddRow([Markup.Escape(host.Key), .. roles.Select(role => Cell(new RoleOnHost(host.Key, role)))]);
        return table;
    }

    private string Cell(RoleOnHost node)
    {
        var changed = _changes.GetValueOrDefault(node) is > 0 and var count ? $" {count} changed" : "";
        return _phases.TryGetValue(node, out var phase)
            ? phase switch
            {
                RolePhase.Done => $"[green]ok[/]{changed}",
                RolePhase.Failed => $"[red]failed[/]{changed}",
                RolePhase.Skipped => "[yellow]skipped[/]",
                _ => phase.ToString().ToLowerInvariant() + changed,
            }
            : "";
    }
}
