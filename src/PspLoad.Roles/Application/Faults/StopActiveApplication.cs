using PspLoad.Core.Scenarios;
using PspLoad.Roles.Faults;

namespace PspLoad.Roles.Application.Faults;

/// <summary>Stops the application's unit, which then does not restart it, and starts it again at the end.</summary>
public sealed class StopActiveApplication : ActiveApplicationFault
{
    public override FaultDefinition Definition { get; } =
        new("stop-active-application", "the active application is stopped gracefully, then started again", ApplicationRole.RoleName)
        {
            Lasts = true,
            PartOut = new PartOut("application-down"),
        };

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) =>
        new(
            $"{DefineManager}\nmanager -q is-active {Unit} || {{ echo 'the application does not run'; exit 1; }}",
            $"{DefineManager}\nmanager stop {Unit}",
            $"{DefineManager}\nmanager start {Unit}"
        );
}
