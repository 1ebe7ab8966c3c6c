using System.ComponentModel;
using System.Diagnostics;
using PspLoad.Core.Errors;

namespace PspLoad.Lab.Image;

/// <summary>A Debian base without any registry: <c>mmdebstrap</c> writes it as a tar stream.</summary>
internal static class Bootstrap
{
    /// <param name="packages">installed besides the minimal base</param>
    /// <param name="sources">the machine's sources; with none, mmdebstrap's own default is used</param>
    /// <param name="consume">reads the tar to its end; the stream fails when mmdebstrap does, so that half a base is never taken for a whole one</param>
    /// <param name="cancellationToken">ends mmdebstrap, which removes what it had made</param>
    /// <exception cref="OperationFailedException">mmdebstrap is missing or failed</exception>
    public static async Task RunAsync(
        IReadOnlyList<string> packages, AptSources sources, Func<Stream, CancellationToken, Task> consume, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("pspload-apt-");
        try
        {
            using var process = Start(packages, await SourceFilesAsync(folder.FullName, sources, cancellationToken));
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
                await EndAsync(process);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(IReadOnlyList<string> packages, IEnumerable<string> sourceFiles)
    {
        var start = new ProcessStartInfo("mmdebstrap") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["--variant=minbase", $"--include={string.Join(',', packages)}", "--format=tar", "bookworm", "-", .. sourceFiles])
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                "the lab's host image can neither be based on debian:bookworm-slim (no registry answers) nor bootstrapped (mmdebstrap is not installed)",
                Environment.IsPrivilegedProcess ? "run apt-get install mmdebstrap" : "run sudo apt-get install mmdebstrap",
                e);
        }
    }

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

    private static async Task EndAsync(Process process)
    {
        if (process.HasExited)
            return;
        // Its standard output goes away with this process object; a polite signal lets it unmount and clean up first.
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static OperationFailedException Failed(string complaints, Exception cause)
    {
        var said = complaints.Split('\n').LastOrDefault(line => line.StartsWith("E:", StringComparison.Ordinal))
            ?? complaints.TrimEnd().Split('\n')[^1];
        return new OperationFailedException(
            ExitCode.ProvisioningFailed,
            $"mmdebstrap could not make the lab's host image: {said.Trim()}",
            "check that apt-get update works on this machine and that /tmp has 1 GB free",
            cause);
    }
}
