using System.Security.Cryptography;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Batches;

/// <summary>Sends scripts to a host in one round trip and returns each script's result.</summary>
public static class ShellBatches
{
    /// <summary>Runs read-only scripts and returns their results in order.</summary>
    /// <exception cref="OperationFailedException">the batch did not run to its end</exception>
    public static Task<IReadOnlyList<ProbeResult>> AskAsync(IHostShell shell, IReadOnlyList<string> scripts, CancellationToken cancellationToken) =>
        AskAsync(shell, scripts, "", cancellationToken);

    /// <param name="preparation">runs before the scripts, which see the variables that it sets; empty for none</param>
    /// <inheritdoc cref="AskAsync(IHostShell, IReadOnlyList{string}, CancellationToken)"/>
    internal static async Task<IReadOnlyList<ProbeResult>> AskAsync(
        IHostShell shell,
        IReadOnlyList<string> scripts,
        string preparation,
        CancellationToken cancellationToken
    )
    {
        var results = new ProbeResult[scripts.Count];
        await RunAsync(
            shell,
            scripts,
            preparation,
            isChange: false,
            frame => results[frame.Index] = new ProbeResult(frame.ExitCode ?? -1, frame.Output),
            cancellationToken
        );
        return results;
    }

    /// <summary>Applies changes in order until one fails.</summary>
    /// <param name="onFrame">called as each change ends; a frame without an exit code was cut off</param>
    public static Task ApplyAsync(IHostShell shell, IReadOnlyList<string> scripts, Action<Frame> onFrame, CancellationToken cancellationToken) =>
        RunAsync(shell, scripts, "", isChange: true, onFrame, cancellationToken);

    private static async Task RunAsync(
        IHostShell shell,
        IReadOnlyList<string> scripts,
        string preparation,
        bool isChange,
        Action<Frame> onFrame,
        CancellationToken cancellationToken
    )
    {
        var batch = new Batch(RandomNumberGenerator.GetHexString(32, lowercase: true));
        var isComplete = false;
        var failed = false;
        var reader = batch.Reader(frame =>
        {
            isComplete = frame.Index == scripts.Count - 1 && frame.ExitCode is not null;
            failed = frame.ExitCode != 0;
            onFrame(frame);
        });
        int exitCode;
        try
        {
            exitCode = await shell.RunAsync(batch.Compose(scripts, stopAtFailure: isChange, holdLock: isChange, preparation), reader.Line, cancellationToken);
        }
        finally
        {
            // Also runs when the connection dropped, to report the change that was interrupted.
            reader.End();
        }
        if (!isComplete && !(isChange && failed))
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"the host's shell ended early with exit code {exitCode}{(reader.Stray.Length > 0 ? $": {reader.Stray}" : "")}",
                "run the same command again: it continues where this one ended"
            );
        }
    }
}
