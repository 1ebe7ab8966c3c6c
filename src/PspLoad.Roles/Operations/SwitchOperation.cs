using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Ssh;
using PspLoad.Roles.Application;
using PspLoad.Roles.Front;

namespace PspLoad.Roles.Operations;

/// <summary>Makes another application server the active one, in order: is it ready, rewrite and reload, does NGINX say so. Requests in
/// flight end where they began.</summary>
/// <param name="environment">with absolute addresses</param>
/// <param name="shellOf">root shell of a host</param>
public sealed class SwitchOperation(PspEnvironment environment, Func<HostDefinition, IHostShell> shellOf)
{
    /// <param name="to">name of the host that is to be active</param>
    /// <param name="why">for the log of the front</param>
    /// <param name="force">also where it is not ready</param>
    /// <param name="tell">what was done, one line each</param>
    /// <exception cref="OperationFailedException">no such server, or it is not ready, or NGINX refused; the one that was active still
    /// is</exception>
    public async Task RunAsync(string to, string why, bool force, Action<string> tell, CancellationToken cancellationToken)
    {
        var servers = environment.HostsWith(ApplicationRole.RoleName).Select(host => host.Name).ToList();
        if (!servers.Contains(to))
            throw new OperationFailedException(ExitCode.InvalidUsage, $"there is no application server '{to}'", $"there are: {string.Join(", ", servers)}");
        foreach (var front in environment.HostsWith(FrontRole.RoleName))
        {
            tell(await OnFrontAsync(front, $"{FrontRole.Tool} switch {Shell.Quote(to)} {Shell.Quote(why)}{(force ? " --force" : "")}", cancellationToken));
            await OnFrontAsync(front, $"{FrontRole.Tool} check", cancellationToken);
            tell(await OnFrontAsync(front, $"{FrontRole.Tool} status", cancellationToken));
        }
    }

    /// <summary>Name of the active application server, as the environment's first front says.</summary>
    /// <exception cref="OperationFailedException">it does not say</exception>
    public async Task<string> ActiveAsync(CancellationToken cancellationToken) =>
        (await OnFrontAsync(environment.HostsWith(FrontRole.RoleName).First(), $"{FrontRole.Tool} status", cancellationToken)).Split(' ')[0];

    /// <summary>Waits until the active server has been ready for some seconds on end, as every front sees it: only then may the other one
    /// be taken away.</summary>
    /// <exception cref="OperationFailedException">it is not</exception>
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
