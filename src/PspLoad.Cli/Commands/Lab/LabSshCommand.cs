using System.CommandLine;
using System.Diagnostics;
using PspLoad.Cli.Options;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Lab;

namespace PspLoad.Cli.Commands.Lab;

/// <summary>
/// <c>lab ssh HOST [-- command]</c>: starts the OpenSSH client, because a person needs a real terminal. It connects through the console with
/// the pinned host keys. The exit code is that of the remote command.
/// </summary>
internal static class LabSshCommand
{
    public static Command Create()
    {
        var environment = EnvironmentOption.Create();
        var host = new Argument<string>("HOST") { Description = "name of a host of the environment" };
        var remote = new Argument<string[]>("COMMAND") { Description = "command to run, after --; omit it for a shell", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("ssh", "open a shell on a host, or run one command and return its exit code") { environment, host, remote };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var attached = await new LabFleet(new Narrator<LabFleet>(), TimeProvider.System).AttachAsync(environment.Read(parsed), cancellationToken);
                var name = parsed.GetRequiredValue(host);
                if (attached.Hosts.All(known => known.Name != name))
                {
                    throw new OperationFailedException(
                        ExitCode.InvalidUsage,
                        $"environment '{attached.Name}' has no host '{name}'",
                        $"it has: {string.Join(", ", attached.Hosts.Select(known => known.Name))}"
                    );
                }
                return await RunClientAsync(attached, name, parsed.GetValue(remote) ?? []);
            }
        );
        return command;
    }

    /// <summary>Cancels nothing: Ctrl+C goes to the client, which forwards it.</summary>
    private static async Task<int> RunClientAsync(PspEnvironment environment, string host, string[] remote)
    {
        var configuration = Path.Combine(environment.StateDirectory, "ssh_config");
        using var client = Process.Start(new ProcessStartInfo("ssh", ["-F", configuration, host, .. remote]) { UseShellExecute = false })!;
        await client.WaitForExitAsync(CancellationToken.None);
        return client.ExitCode;
    }
}
