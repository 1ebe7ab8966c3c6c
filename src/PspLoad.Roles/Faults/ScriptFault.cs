using System.Globalization;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;

namespace PspLoad.Roles.Faults;

/// <summary>A fault that a script on one host causes.</summary>
public abstract class ScriptFault : Fault
{
    /// <summary>
    /// How long after a fault's planned end the host repairs it by itself. Leaves the harness time to do so first, but is short enough if the
    /// harness has died.
    /// </summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(20);

    private static int s_number;

    public override async Task<IArmedFault> ArmAsync(PlannedFault planned, FaultContext context, CancellationToken cancellationToken)
    {
        var script = Script(planned, context);
        var host = planned.Host is { } named ? context.Environment.Host(named) : await FindHostAsync(context, cancellationToken);
        var id = string.Create(CultureInfo.InvariantCulture, $"pspload-fault-{Environment.ProcessId}-{Interlocked.Increment(ref s_number)}");
        var fault = new ArmedScript(host.Name, context.ShellOf(host), script, id);
        await fault.ArmAsync((planned.For ?? TimeSpan.Zero) + s_margin, cancellationToken);
        return fault;
    }

    /// <exception cref="OperationFailedException">the fault is not allowed in this environment</exception>
    protected internal abstract FaultScript Script(PlannedFault planned, FaultContext context);

    /// <summary>Finds the host if the scenario names none: the first one with the fault's role, unless the fault knows better.</summary>
    /// <exception cref="OperationFailedException">there is no such host, or it could not be queried</exception>
    protected virtual Task<HostDefinition> FindHostAsync(FaultContext context, CancellationToken cancellationToken) =>
        Definition.Role is { } role
            ? Task.FromResult(context.First(role))
            : throw new OperationFailedException(ExitCode.InvalidUsage, $"{Definition.Name} names no host", "write host: NAME");
}
