using PspLoad.Core.Scenarios;
using PspLoad.Roles.Faults;

namespace PspLoad.Roles.Database.Faults;

/// <summary>Stops only the thread that applies events, so commits still find a replica that acknowledges them.</summary>
public sealed class LagReplica() : DatabaseServerFault(ofReplica: true)
{
    public override FaultDefinition Definition { get; } =
        new("lag-replica", "the replica receives and acknowledges, but does not apply", DatabaseRole.RoleName)
        {
            Lasts = true,
            PartOut = new PartOut("replica-lagging", IsReplica: true),
        };

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) =>
        new(FindProcess, "mariadb -e 'STOP SLAVE SQL_THREAD'", "mariadb -e 'START SLAVE SQL_THREAD'");
}
