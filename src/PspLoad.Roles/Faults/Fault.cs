using PspLoad.Core.Errors;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;

namespace PspLoad.Roles.Faults;

/// <summary>
/// One kind of fault: what scenarios may write about it, how it happens, and how it is undone. A new fault is one file and one line in
/// <see cref="BuiltInFaults"/>.
/// </summary>
public abstract class Fault
{
    /// <summary>Name, meaning, role and options.</summary>
    public abstract FaultDefinition Definition { get; }

    /// <summary>Finds the host and arms the undo on it, so that the injection itself takes a single command.</summary>
    /// <exception cref="OperationFailedException">names the host and why it cannot be done there; nothing was broken</exception>
    public abstract Task<IArmedFault> ArmAsync(PlannedFault planned, FaultContext context, CancellationToken cancellationToken);
}
