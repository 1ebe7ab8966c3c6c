using PspLoad.Core.Scenarios;
using PspLoad.Roles.Faults;

namespace PspLoad.Roles.Database.Faults;

/// <summary>The server that takes writes keeps its connections, but does not answer.</summary>
public sealed class HangDatabase() : DatabaseServerFault(ofReplica: false)
{
    public override FaultDefinition Definition { get; } = new("hang-database", "SIGSTOP, then SIGCONT", DatabaseRole.RoleName) { Lasts = true };

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) =>
        new(FindProcess, "kill -STOP $(cat $state/pid)", "kill -CONT $(cat $state/pid) 2>/dev/null || true");
}
