using System.Diagnostics;
using PspLoad.Provisioning.Shells;

namespace PspLoad.UnitTests.Provisioning;

/// <summary>Runs scripts in a real <c>sh</c> on this machine instead of a host.</summary>
internal sealed class LocalShell : IHostShell
{
    public List<string> Scripts { get; } = [];

    /// <summary>Characters of the next script that reach the shell before the connection is cut, or null.</summary>
    public int? CutAt { get; set; }

    public Task<bool> AnswersOnNewConnectionAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public async Task PutFileAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        await content.CopyToAsync(file, cancellationToken);
    }

    public async Task<int> RunAsync(string script, Action<string> onLine, CancellationToken cancellationToken)
    {
        // A role may run scripts of its own while its host is still being probed.
        lock (Scripts)
            Scripts.Add(script);
        using var shell = Process.Start(
            new ProcessStartInfo("sh", ["-s"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        await shell.StandardInput.WriteAsync(CutAt is { } cut ? script[..Math.Min(cut, script.Length)] : script);
        shell.StandardInput.Close();
        while (await shell.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            onLine(line);
        await shell.WaitForExitAsync(cancellationToken);
        return shell.ExitCode;
    }
}
