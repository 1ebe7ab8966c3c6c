using System.Diagnostics;
using PspLoad.Core.Errors;

namespace PspLoad.Lab.Image;

/// <summary>Makes a Debian base image without a registry: <c>mmdebstrap</c> writes it as a tar stream.</summary>
internal static class DebianBootstrap
{
    /// <param name="packages">packages to install in addition to the minimal base</param>
    /// <param name="sources">the machine's package sources; without any, mmdebstrap uses its default</param>
    /// <param name="consume">reads the tar stream to its end; the stream fails when mmdebstrap fails, so a partial base is never used</param>
    /// <param name="cancellationToken">stops mmdebstrap and removes its files</param>
    /// <exception cref="OperationFailedException">mmdebstrap is missing or failed</exception>
    public static async Task RunAsync(
        IReadOnlyList<string> packages,
        AptSources sources,
        Func<Stream, CancellationToken, Task> consume,
        CancellationToken cancellationToken
    )
    {
        var mmdebstrap = Find("mmdebstrap") ?? throw Missing();
        using var folder = BootstrapFolder.Create();
        using var process = Start(mmdebstrap, packages, folder.Path, await SourceFilesAsync(folder.Path, sources, cancellationToken));
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await consume(new ProcessOutput(process), cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException && process.HasExited && process.ExitCode != 0)
        {
            throw Failed(await complaints, e);
        }
        finally
        {
            // mmdebstrap ignores SIGTERM until it is done. The folder and the mount namespace take its leftovers with them.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process Start(string mmdebstrap, IReadOnlyList<string> packages, string temporary, IEnumerable<string> sourceFiles)
    {
        // As root, mmdebstrap mounts /proc and /sys into the base. Its own mount namespace removes them, however it ends.
        string[] command = Environment.IsPrivilegedProcess ? ["unshare", "--mount", mmdebstrap] : [mmdebstrap];
        var start = new ProcessStartInfo(
            command[0],
            [.. command[1..], "--variant=minbase", $"--include={string.Join(',', packages)}", "--format=tar", "bookworm", "-", .. sourceFiles]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["TMPDIR"] = temporary;
        return Process.Start(start)!;
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static OperationFailedException Missing() =>
        new(
            ExitCode.ProvisioningFailed,
            "cannot make the lab's host image: no registry gave debian:bookworm-slim, and mmdebstrap is not installed",
            $"run {(Environment.IsPrivilegedProcess ? "" : "sudo ")}apt-get install mmdebstrap"
        );

    private static async Task<IReadOnlyList<string>> SourceFilesAsync(string folder, AptSources sources, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        foreach (var (path, content) in sources.ContextFiles().Where(file => file.Key.StartsWith("apt/sources.list.d/", StringComparison.Ordinal)))
        {
            files.Add(Path.Combine(folder, Path.GetFileName(path)));
            await File.WriteAllBytesAsync(files[^1], content, cancellationToken);
        }

        return files;
    }

    private static OperationFailedException Failed(string complaints, Exception cause)
    {
        var said = complaints.Split('\n').LastOrDefault(line => line.StartsWith("E:", StringComparison.Ordinal)) ?? complaints.TrimEnd().Split('\n')[^1];
        return new OperationFailedException(
            ExitCode.ProvisioningFailed,
            $"mmdebstrap could not make the lab's host image: {said.Trim()}",
            Environment.IsPrivilegedProcess
                ? "check that apt-get update works on this machine and that /tmp has 1 GB free"
                : "without root this needs the package uidmap, entries in /etc/subuid and /etc/subgid, and unprivileged user namespaces; "
                    + "or run this once as root: the image is kept",
            cause
        );
    }
}
