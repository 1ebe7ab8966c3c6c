using PspLoad.Core.Scenarios;

namespace PspLoad.Core.Runs.Faults;

/// <summary>Injects faults into the system under test.</summary>
public interface IFaults
{
    /// <summary>Finds the host and arms the undo on it, so that the injection itself takes a single command.</summary>
    /// <exception cref="Errors.OperationFailedException">names the host and why it cannot be done there; nothing was broken</exception>
    Task<IArmedFault> ArmAsync(PlannedFault planned, CancellationToken cancellationToken);
}
