using System.Globalization;
using PspLoad.Core.Environments;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Operations.Database;

namespace PspLoad.Roles.Faults;

/// <summary>Injects faults on the hosts of an environment over SSH.</summary>
/// <param name="environment">with absolute addresses</param>
/// <param name="shellOf">root shell of a host</param>
/// <param name="databases">for promotions</param>
public sealed class SshFaults(PspEnvironment environment, Func<HostDefinition, IHostShell> shellOf, DatabaseOperations databases) : IFaults
{
    /// <summary>
    /// How long after a fault's planned end the host repairs it by itself. Leaves the harness time to do so first, but is short enough if the
    /// harness has died.
    /// </summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(20);

    private readonly FaultTargets _targets = new(environment, shellOf);
    private int _number;

    public async Task<IArmedFault> ArmAsync(PlannedFault planned, CancellationToken cancellationToken)
    {
        if (planned.Fault.Name == FaultCatalogue.Promotion)
            return await PromotionFault.ArmAsync(new DatabaseHosts(environment, shellOf), databases, cancellationToken);
        var script = FaultScripts.Of(planned, environment);
        var host = await _targets.FindAsync(planned, cancellationToken);
        var id = string.Create(CultureInfo.InvariantCulture, $"pspload-fault-{Environment.ProcessId}-{Interlocked.Increment(ref _number)}");
        var fault = new ScriptedFault(host.Name, shellOf(host), script, id);
        await fault.ArmAsync((planned.For ?? TimeSpan.Zero) + s_margin, cancellationToken);
        return fault;
    }
}
