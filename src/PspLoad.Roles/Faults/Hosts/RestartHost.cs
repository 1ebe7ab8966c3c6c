using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;

namespace PspLoad.Roles.Faults.Hosts;

/// <summary>A host goes down and boots again, so there is nothing to undo. A lab's host loses its power; a server reboots.</summary>
public sealed class RestartHost : ScriptFault
{
    public override FaultDefinition Definition { get; } = new("restart-host", "power off and on: in a lab through its engine, on a server by a reboot", null);

    public override Task<IArmedFault> ArmAsync(PlannedFault planned, FaultContext context, CancellationToken cancellationToken) =>
        context.Environment.Lab is null
            ? base.ArmAsync(planned, context, cancellationToken)
            : Task.FromResult<IArmedFault>(new PowerCycle(planned.Host!, context.Machine));

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) =>
        new("true", "systemd-run --quiet --on-active=1 systemctl reboot", null);

    /// <param name="host">name</param>
    /// <param name="machine">its engine controls the host</param>
    private sealed class PowerCycle(string host, IFaultMachine machine) : IArmedFault
    {
        public string Host => host;

        public bool IsProcedure => true;

        public async Task<string?> InjectAsync(CancellationToken cancellationToken)
        {
            await machine.PowerCycleAsync(host, cancellationToken);
            return null;
        }

        public Task<string?> UndoAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
