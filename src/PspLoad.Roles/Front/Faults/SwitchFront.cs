using PspLoad.Core.Scenarios;
using PspLoad.Roles.Faults;

namespace PspLoad.Roles.Front.Faults;

/// <summary>Planned work, as an operator would do it. The other server stays active, so there is nothing to undo.</summary>
public sealed class SwitchFront : ScriptFault
{
    public override FaultDefinition Definition { get; } = new("switch-front", "planned switch to the standby application server", FrontRole.RoleName);

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) =>
        new(
            $$"""
            {{FrontRole.Tool}} status | awk '$2 == "standby" && $3 == "ready" { print $1; exit }' >$state/standby
            [ -s $state/standby ] || { echo 'no standby is ready'; exit 1; }
            """,
            $"{FrontRole.Tool} switch $(cat $state/standby) 'planned, by a scenario'",
            null
        );
}
