namespace PspLoad.Core.Runs.Faults;

/// <summary>A fault that is ready on its host. The host undoes it by itself if nobody else does.</summary>
public interface IArmedFault
{
    string Host { get; }

    /// <summary>The fault is a procedure of several steps. It counts as injected from its first step, not from the middle of the command.</summary>
    bool IsProcedure => false;

    /// <returns>one line about what was done; null if there is nothing to add</returns>
    /// <exception cref="Errors.OperationFailedException">the fault was not injected</exception>
    Task<string?> InjectAsync(CancellationToken cancellationToken);

    /// <summary>Restores the host and removes what was armed. A second call changes nothing.</summary>
    /// <returns>one line about what was done; null if there is nothing to add</returns>
    /// <exception cref="Errors.OperationFailedException">the host stays broken until its own undo runs</exception>
    Task<string?> UndoAsync(CancellationToken cancellationToken);
}
