using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Application;
using PspLoad.Roles.Front;

namespace PspLoad.Roles.Operations;

/// <summary>
/// Makes another application server active: checks that it is ready, rewrites and reloads the configuration, and confirms the switch with
/// NGINX. Requests in flight finish on the server where they started.
/// </summary>
/// <param name="environment">with absolute addresses</param>
/// <param name="shellOf">root shell of a host</param>
public sealed class SwitchOperation(PspEnvironment environment, Func<HostDefinition, IHostShell> shellOf)
{
    /// <param name="to">name of the host to activate</param>
    /// <param name="why">reason, for the front's log</param>
    /// <param name="force">switch even if the host is not ready</param>
    /// <param name="tell">reports progress, one line per step</param>
    /// <exception cref="OperationFailedException">there is no such server, it is not ready, or NGINX refused; the previous server is still
    /// active</exception>
    public async Task RunAsync(string to, string why, bool force, Action<string> tell, CancellationToken cancellationToken)
    {
        RequireServer(environment, to);
        foreach (var front in environment.HostsWith(FrontRole.RoleName))
        {
            tell(await OnFrontAsync(front, $"{FrontRole.Tool} switch {Shell.Quote(to)} {Shell.Quote(why)}{(force ? " --force" : "")}", cancellationToken));
            await OnFrontAsync(front, $"{FrontRole.Tool} check", cancellationToken);
            tell(await OnFrontAsync(front, $"{FrontRole.Tool} status", cancellationToken));
        }
    }

    /// <exception cref="OperationFailedException">the environment has no application server of that name; exit code 2</exception>
    public static void RequireServer(PspEnvironment environment, string name)
    {
        var servers = environment.HostsWith(ApplicationRole.RoleName).Select(host => host.Name).ToList();
        if (servers.Contains(name))
            return;
        throw new OperationFailedException(
            ExitCode.InvalidUsage,
            $"there is no application server {ConfigurationError.Quote(name)}",
            $"there are: {string.Join(", ", servers)}"
        );
    }

    /// <summary>Name of the active application server, as reported by the environment's first front.</summary>
    /// <exception cref="OperationFailedException">the front does not report it</exception>
    public async Task<string> ActiveAsync(CancellationToken cancellationToken) =>
        (await OnFrontAsync(environment.HostsWith(FrontRole.RoleName).First(), $"{FrontRole.Tool} status", cancellationToken)).Split(' ')[0];

    /// <summary>
    /// Waits until every front has seen the active server ready for several seconds in a row. Only then may the other server be taken out.
    /// </summary>
    /// <exception cref="OperationFailedException">the active server did not stay ready</exception>
    public async Task SteadyAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        foreach (var front in environment.HostsWith(FrontRole.RoleName))
            tell(await OnFrontAsync(front, $"{FrontRole.Tool} steady", cancellationToken));
    }

    private async Task<string> OnFrontAsync(HostDefinition front, string script, CancellationToken cancellationToken)
    {
        var result = (await ShellBatches.AskAsync(shellOf(front), [script], cancellationToken))[0];
        return result.ExitCode == 0
            ? result.Output
            : throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{front.Name}: {(result.Output.Length > 0 ? result.Output : $"{script} ended with exit code {result.ExitCode}")}",
                $"./run.sh status shows which server is ready; journalctl -t psp-front on {front.Name} has every decision"
            );
    }
}
