using PspLoad.Core.Scenarios;
using PspLoad.Roles.Faults;

namespace PspLoad.Roles.Front.Faults;

/// <summary>Planned work, as an operator would do it. There is nothing to undo.</summary>
public sealed class ReloadFront : ScriptFault
{
    public override FaultDefinition Definition { get; } = new("reload-front", "NGINX reloads its configuration", FrontRole.RoleName);

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) => new("nginx -t -q", "systemctl reload nginx.service", null);
}
