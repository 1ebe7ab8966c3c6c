using PspLoad.Core.Scenarios;
using PspLoad.Roles.Faults;

namespace PspLoad.Roles.Application.Faults;

/// <summary>The application keeps its connections, but does not answer.</summary>
public sealed class HangActiveApplication : ActiveApplicationFault
{
    public override FaultDefinition Definition { get; } = new("hang-active-application", "SIGSTOP, then SIGCONT", ApplicationRole.RoleName) { Lasts = true };

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) =>
        new(FindProcess, "kill -STOP $(cat $state/pid)", "kill -CONT $(cat $state/pid) 2>/dev/null || true");
}
