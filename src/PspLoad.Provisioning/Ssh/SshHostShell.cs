using PspLoad.Core.Errors;
using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Provisioning.Ssh;

/// <summary>A root shell on a host of a fleet.</summary>
/// <param name="host">host of the fleet; commands use the fleet's connection</param>
/// <param name="openAnother">opens a fleet with new connections, to test whether login still works</param>
public sealed class SshHostShell(SshHost host, Func<SshFleet> openAnother) : IHostShell
{
    private const int Tries = 5;

    public async Task<int> RunAsync(string script, Action<string> onLine, CancellationToken cancellationToken)
    {
        var lines = new LineSplitter(onLine);
        var result = await host.RunAsync(
            "sh -s",
            new CommandOptions
            {
                AsRoot = true,
                Stdin = CommandInput.From(script),
                Stdout = CommandOutput.To(
                    (bytes, _) =>
                    {
                        lines.Push(bytes.Span);
                        return ValueTask.CompletedTask;
                    }
                ),
            },
            cancellationToken
        );
        lines.End();
        return result.ExitCode ?? -1;
    }

    public Task PutFileAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken) =>
        host.PutFileAsync(path, content, rights, cancellationToken);

    public async Task<bool> AnswersOnNewConnectionAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                await using var another = openAnother();
                return (await another.Host(host.Name).RunAsync("true", cancellationToken: cancellationToken)).ExitCode == 0;
            }
            catch (OperationFailedException) when (attempt < Tries)
            {
                // sshd may be switching from its old to its new configuration.
            }
            catch (OperationFailedException)
            {
                return false;
            }
        }
        return false;
    }
}
