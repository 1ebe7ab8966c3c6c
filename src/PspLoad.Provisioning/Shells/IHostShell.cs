namespace PspLoad.Provisioning.Shells;

/// <summary>A root shell on one host: over SSH in production, a local shell in tests.</summary>
public interface IHostShell
{
    /// <summary>Runs a POSIX shell script, sent on standard input.</summary>
    /// <param name="script">complete text; a shell that receives only a part runs none of it (see <see cref="Batches.Batch"/>)</param>
    /// <param name="onLine">called for each line of output as it arrives</param>
    /// <returns>the shell's exit code</returns>
    /// <exception cref="Core.Errors.OperationFailedException">the host cannot be reached or the connection dropped</exception>
    Task<int> RunAsync(string script, Action<string> onLine, CancellationToken cancellationToken);

    /// <summary>Writes a file atomically. For content that is too large for a script.</summary>
    /// <param name="path">absolute; its directory must exist</param>
    /// <param name="content">seekable; read from its position to its end and left open</param>
    /// <exception cref="Core.Errors.OperationFailedException">the write failed; the previous file is unchanged</exception>
    Task PutFileAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken);

    /// <summary>Opens another connection, runs <c>true</c> over it and closes it.</summary>
    /// <returns>false if none of a few attempts succeeds</returns>
    Task<bool> AnswersOnNewConnectionAsync(CancellationToken cancellationToken);
}
