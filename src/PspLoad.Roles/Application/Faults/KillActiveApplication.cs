using PspLoad.Core.Scenarios;
using PspLoad.Roles.Faults;

namespace PspLoad.Roles.Application.Faults;

/// <summary>The engine notices the death and the unit restarts the application, so there is nothing to undo.</summary>
public sealed class KillActiveApplication : ActiveApplicationFault
{
    public override FaultDefinition Definition { get; } =
        new("kill-active-application", "SIGKILL to the application that the front sends requests to", ApplicationRole.RoleName);

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) => new(FindProcess, "kill -KILL $(cat $state/pid)", null);
}
