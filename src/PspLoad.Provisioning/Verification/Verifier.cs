using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Secrets;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Verification;

/// <summary>Runs the checks of every role, each on its client's host. Hosts run in parallel; the checks of one host run one after another.</summary>
/// <param name="environment">with absolute addresses</param>
/// <param name="roles">all roles that this program can provision</param>
/// <param name="shellOf">returns the root shell of a host</param>
/// <param name="secrets">secrets to redact</param>
/// <param name="clock">clock for the time of the evidence</param>
public sealed class Verifier(
    PspEnvironment environment,
    IReadOnlyList<Role> roles,
    Func<HostDefinition, IHostShell> shellOf,
    SecretStore secrets,
    TimeProvider clock
)
{
    private const int OutputLines = 20;

    /// <param name="options">hosts and roles to check; <see cref="ProvisionOptions.Check"/> is ignored</param>
    /// <param name="onEvidence">called for each result as it arrives, from many threads</param>
    /// <returns>evidence in the order of roles and hosts</returns>
    public async Task<IReadOnlyList<Evidence>> RunAsync(ProvisionOptions options, Action<Evidence> onEvidence, CancellationToken cancellationToken)
    {
        var checks = Select(options).ToList();
        var perHost = checks
            .GroupBy(entry => entry.Check.From)
            .Select(async group =>
            {
                var found = new List<(int Index, Evidence Evidence)>();
                foreach (var (index, role, check) in group)
                {
                    var evidence = await RunAsync(role, check, cancellationToken);
                    onEvidence(evidence);
                    found.Add((index, evidence));
                }
                return found;
            });
        return [.. (await Task.WhenAll(perHost)).SelectMany(found => found).OrderBy(found => found.Index).Select(found => found.Evidence)];
    }

    private IEnumerable<(int Index, string Role, Check Check)> Select(ProvisionOptions options) =>
        (
            from role in roles
            where environment.HostsWith(role.Name).Any()
            from host in environment.Hosts
            from check in role.Checks(new RoleContext(environment, host, secrets, clock, roles))
            where options.Includes(check.From, role.Name)
            select (role.Name, check)
        ).Select((entry, index) => (index, entry.Name, entry.check));

    private async Task<Evidence> RunAsync(string role, Check check, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var (status, output) = await OutcomeOf(check, cancellationToken);
        var lastLines = string.Join('\n', output.TrimEnd('\n').Split('\n').TakeLast(OutputLines));
        return new Evidence(
            role,
            check.Name,
            status,
            check.From,
            secrets.Redact(check.Script),
            secrets.Redact(lastLines),
            clock.GetUtcNow(),
            Math.Round(clock.GetElapsedTime(started).TotalMilliseconds, 1),
            check.Requirements
        );
    }

    /// <summary>An unreachable host proves nothing, so its checks are red.</summary>
    private async Task<(CheckStatus Status, string Output)> OutcomeOf(Check check, CancellationToken cancellationToken)
    {
        try
        {
            var result = await RunScriptAsync(check, cancellationToken);
            var status = result.ExitCode switch
            {
                0 => CheckStatus.Green,
                Check.NotApplicable => CheckStatus.NotApplicable,
                Check.StandIn => CheckStatus.StandIn,
                _ => CheckStatus.Red,
            };
            return (status, result.ExitCode == 124 ? $"{result.Output}\nno answer within {check.TimeoutSeconds} s" : result.Output);
        }
        catch (OperationFailedException unreachable)
        {
            return (CheckStatus.Red, unreachable.Message);
        }
    }

    /// <summary>The host's own <c>timeout</c> ends a check that takes too long (exit code 124).</summary>
    private async Task<ProbeResult> RunScriptAsync(Check check, CancellationToken cancellationToken)
    {
        var script = $"timeout --kill-after=5 {check.TimeoutSeconds} sh -c {Shell.Quote(check.Script)}";
        return (await ShellBatches.AskAsync(shellOf(environment.Host(check.From)), [script], cancellationToken))[0];
    }
}
