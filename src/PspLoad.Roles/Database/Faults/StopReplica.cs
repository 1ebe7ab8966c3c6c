using PspLoad.Core.Scenarios;
using PspLoad.Roles.Faults;

namespace PspLoad.Roles.Database.Faults;

/// <summary>The replica comes back read-only and resumes replication where it stopped.</summary>
public sealed class StopReplica() : DatabaseServerFault(ofReplica: true)
{
    public override FaultDefinition Definition { get; } =
        new("stop-replica", "the database replica is stopped, then started again", DatabaseRole.RoleName)
        {
            Lasts = true,
            PartOut = new PartOut("replica-down", IsReplica: true),
        };

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) =>
        new(FindProcess, "systemctl stop mariadb.service", "systemctl start mariadb.service");
}
