using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Secrets;

namespace PspLoad.Provisioning.Checks;

/// <summary>Runs every role's checks from where their clients stand, hosts in parallel, a host's checks one after the other.</summary>
/// <param name="environment">with absolute addresses</param>
/// <param name="roles">the ones that this program can provision</param>
/// <param name="shellOf">root shell of a host</param>
/// <param name="secrets">to redact</param>
/// <param name="clock">for the time of evidence</param>
public sealed class Verifier(
    PspEnvironment environment,
    IReadOnlyList<Role> roles,
    Func<HostDefinition, IHostShell> shellOf,
    SecretStore secrets,
    TimeProvider clock
)
{
    private const int OutputLines = 20;

    /// <param name="options">which hosts' and roles' checks; <see cref="ProvisionOptions.Check"/> has no meaning here</param>
    /// <param name="onEvidence">told of each as it is there, from many threads</param>
    /// <returns>in the order of roles and hosts</returns>
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

    /// <summary>A host that cannot be reached proves nothing: red.</summary>
    private async Task<(CheckStatus Status, string Output)> OutcomeOf(Check check, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ShellBatches.CheckAsync(shellOf(environment.Host(check.From)), check, cancellationToken);
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
}
