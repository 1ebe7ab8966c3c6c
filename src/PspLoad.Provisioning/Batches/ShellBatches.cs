using System.Security.Cryptography;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Checks;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Ssh;

namespace PspLoad.Provisioning.Batches;

/// <summary>Sends scripts to a host in one round trip and returns each script's result.</summary>
public static class ShellBatches
{
    /// <summary>Runs all probes at once. A failed probe passes its exit code and output to the resource.</summary>
    /// <exception cref="OperationFailedException">the batch ended early</exception>
    public static Task<IReadOnlyList<ProbeResult>> ProbeAsync(IHostShell shell, IReadOnlyList<Resource> resources, CancellationToken cancellationToken) =>
        AskAsync(shell, [.. resources.Select(resource => resource.ProbeScript)], Preparation(resources), cancellationToken);

    /// <summary>Runs read-only scripts and returns their results in order.</summary>
    /// <exception cref="OperationFailedException">the batch did not run to its end</exception>
    public static Task<IReadOnlyList<ProbeResult>> AskAsync(IHostShell shell, IReadOnlyList<string> scripts, CancellationToken cancellationToken) =>
        AskAsync(shell, scripts, "", cancellationToken);

    private static async Task<IReadOnlyList<ProbeResult>> AskAsync(
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

    /// <summary>Runs one check. The host's own <c>timeout</c> ends it when it takes too long (exit code 124).</summary>
    public static async Task<ProbeResult> CheckAsync(IHostShell shell, Check check, CancellationToken cancellationToken)
    {
        var script = $"timeout --kill-after=5 {check.TimeoutSeconds} sh -c {Shell.Quote(check.Script)}";
        return (await AskAsync(shell, [script], cancellationToken))[0];
    }

    /// <summary>Applies changes in order until one fails.</summary>
    /// <param name="onFrame">called as each change ends; a frame without an exit code was cut off</param>
    public static Task ApplyAsync(IHostShell shell, IReadOnlyList<string> scripts, Action<Frame> onFrame, CancellationToken cancellationToken) =>
        RunAsync(shell, scripts, "", isChange: true, onFrame, cancellationToken);

    /// <summary>
    /// Paths with whitespace, control characters or backslashes are left to their own probes, because the tools' output is searched line by line.
    /// </summary>
    private static string Preparation(IReadOnlyList<Resource> resources)
    {
        var files = resources.Select(resource => resource.ProbedFile).OfType<string>().Where(file => !file.Any(IsAwkward)).ToList();
        return files.Count > 1 ? $"know_files {Shell.Join(files)}" : "";
    }

    private static bool IsAwkward(char character) => character == '\\' || char.IsWhiteSpace(character) || char.IsControl(character);

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
                "run the same command again: it goes on where this one ended"
            );
        }
    }
}
