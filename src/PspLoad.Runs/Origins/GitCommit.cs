using System.ComponentModel;
using System.Diagnostics;

namespace PspLoad.Runs.Origins;

/// <summary>The git commit of a checkout.</summary>
public static class GitCommit
{
    /// <returns>the commit, with <c>-dirty</c> if files differ from it; null outside a checkout or without git</returns>
    public static string? Of(string folder)
    {
        var commit = Ask(folder, "rev-parse", "HEAD");
        return commit is null ? null
            : Ask(folder, "status", "--porcelain", "--untracked-files=no") is "" ? commit
            : commit + "-dirty";
    }

    private static string? Ask(string folder, params string[] question)
    {
        try
        {
            using var git = Process.Start(
                new ProcessStartInfo("git", ["-C", folder, .. question])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var answer = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? answer : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
