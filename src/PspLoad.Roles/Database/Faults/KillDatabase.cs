using PspLoad.Core.Scenarios;
using PspLoad.Roles.Faults;

namespace PspLoad.Roles.Database.Faults;

/// <summary>The unit restarts the server, so there is nothing to undo. The role decides with which part it comes back.</summary>
public sealed class KillDatabase() : DatabaseServerFault(ofReplica: false)
{
    public override FaultDefinition Definition { get; } = new("kill-database", "SIGKILL to the database server that takes writes", DatabaseRole.RoleName);

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) => new(FindProcess, "kill -KILL $(cat $state/pid)", null);
}
