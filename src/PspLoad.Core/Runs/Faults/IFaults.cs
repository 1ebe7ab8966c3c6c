using PspLoad.Core.Scenarios;

namespace PspLoad.Core.Runs.Faults;

/// <summary>Breaks the system under test.</summary>
public interface IFaults
{
    /// <summary>Finds the host and arms the undo on it, so that what is left for the moment of injection is one command.</summary>
    /// <exception cref="Errors.OperationFailedException">host, and why it can't be done there; nothing was broken</exception>
    Task<IArmedFault> ArmAsync(PlannedFault planned, CancellationToken cancellationToken);
}
