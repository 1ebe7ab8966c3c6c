namespace PspLoad.Core.Runs.Faults;

/// <summary>A fault that is ready to happen on its host, which undoes it by itself if nobody else does.</summary>
public interface IArmedFault
{
    string Host { get; }

    /// <summary>It takes its time, step by step: it counts as injected from its first step on, not from the middle of the command.</summary>
    bool IsProcedure => false;

    /// <returns>one line about what was done; null when there is nothing to add</returns>
    /// <exception cref="Errors.OperationFailedException">it did not happen</exception>
    Task<string?> InjectAsync(CancellationToken cancellationToken);

    /// <summary>Brings the host back to what it was, and takes away what was armed. A second time changes nothing.</summary>
    /// <returns>one line about what was done; null when there is nothing to add</returns>
    /// <exception cref="Errors.OperationFailedException">the host is left broken until its own undo runs</exception>
    Task<string?> UndoAsync(CancellationToken cancellationToken);
}
