using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Application;
using PspLoad.Roles.Control;
using PspLoad.Roles.Images;

namespace PspLoad.Roles.Operations;

/// <summary>
/// Deploys another image of the payment application without an outage: pushes it, updates the standby, switches to it, then updates the other
/// server. If a server does not become ready, every server that was changed returns to its previous image, in the same safe order.
/// </summary>
/// <param name="environment">with absolute addresses</param>
/// <param name="shellOf">root shell of a host</param>
/// <param name="provisioner">brings a server to the state in <see cref="ReleaseFile"/></param>
public sealed class DeployOperation(PspEnvironment environment, Func<HostDefinition, IHostShell> shellOf, Provisioner provisioner)
{
    private const string Repository = LocalImage.ReferencePsp;
    private readonly SwitchOperation _front = new(environment, shellOf);

    /// <param name="image">image to deploy</param>
    /// <param name="tell">reports progress, one line per step</param>
    /// <exception cref="OperationFailedException">the new image did not become ready; the previous image serves</exception>
    public async Task RunAsync(LocalImage image, Action<string> tell, CancellationToken cancellationToken)
    {
        var before = ReleaseFile.Find(environment, Repository)
            ?? throw new OperationFailedException(ExitCode.ProvisioningFailed, "nothing runs there yet", $"run ./run.sh provision -e {environment.Name} first");
        tell($"push {image.Tag} through {environment.HostsWith(ControlRole.RoleName).First().Name}");
        var digest = await PushAsync(image, cancellationToken);
        tell($"{image.Tag} is {digest}");
        if (digest == before.Digest && before.Hosts.Count == 0)
        {
            tell("it runs already");
            return;
        }

        var active = await _front.ActiveAsync(cancellationToken);
        var order = environment.HostsWith(ApplicationRole.RoleName).Select(host => host.Name).OrderBy(name => name == active).ToList();
        var touched = new List<string>();
        try
        {
            foreach (var server in order)
            {
                if (server == active && order.Count > 1)
                    await RelieveAsync(order[0], $"deployment of {Release.Shorten(digest)}", tell, cancellationToken);
                touched.Add(server);
                Keep(before with { Hosts = touched.ToDictionary(name => name, _ => digest) });
                await BringAsync(server, digest, tell, cancellationToken);
            }
        }
        catch (OperationFailedException failure)
        {
            tell($"failed: {failure.Problem}");
            await RollBackAsync(before, touched, tell, cancellationToken);
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{image.Tag} was not deployed: {failure.Problem}",
                $"{Release.Shorten(before.Digest)} serves as before; correct the image and deploy again",
                failure
            );
        }
        Keep(new Release(image.Tag, digest) { Previous = before.Digest });
        tell($"deployed: {string.Join(", ", order)} run {digest}");
    }

    private async Task<string> PushAsync(LocalImage image, CancellationToken cancellationToken)
    {
        try
        {
            return await PushedImage.PushAsync(shellOf(environment.HostsWith(ControlRole.RoleName).First()), environment, image, cancellationToken);
        }
        catch (ResourceFailedException failure)
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"the registry did not take {image.Tag}: {failure.Output.ReplaceLineEndings("; ")}",
                "nothing was changed; correct that and deploy again",
                failure
            );
        }
    }

    private async Task BringAsync(string server, string digest, Action<string> tell, CancellationToken cancellationToken)
    {
        tell($"{server}: {Release.Shorten(digest)}");
        var result = await provisioner.RunAsync(new ProvisionOptions(Check: false, [server], [ApplicationRole.RoleName]), _ => { }, cancellationToken);
        if (result.Outcomes.FirstOrDefault(outcome => outcome.Status == ResourceStatus.Failed) is { } failed)
        {
            var said = failed.Output.Length == 0 ? "" : $": {failed.Output.ReplaceLineEndings("; ")}";
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{server}: {failed.Resource}: {failed.Message}{said}",
                "see the container's journal on that host"
            );
        }
        tell($"{server}: ready");
    }

    /// <summary>
    /// Starts with the server that was changed last, because it is the one that failed. If a server is active by then, traffic is switched
    /// away before it is rolled back.
    /// </summary>
    private async Task RollBackAsync(Release before, List<string> touched, Action<string> tell, CancellationToken cancellationToken)
    {
        foreach (var server in Enumerable.Reverse(touched).ToList())
        {
            if (
                await _front.ActiveAsync(cancellationToken) == server
                && environment.HostsWith(ApplicationRole.RoleName).FirstOrDefault(host => !touched.Contains(host.Name)) is { } other
            )
            {
                await RelieveAsync(other.Name, "roll-back of a deployment", tell, cancellationToken);
            }

            touched.Remove(server);
            Keep(before with { Hosts = touched.ToDictionary(name => name, name => ReleaseFile.Find(environment, Repository)!.DigestOn(name)) });
            await BringAsync(server, before.DigestOn(server), tell, cancellationToken);
        }
        tell("rolled back");
    }

    private async Task RelieveAsync(string by, string why, Action<string> tell, CancellationToken cancellationToken)
    {
        await _front.RunAsync(by, why, force: false, tell, cancellationToken);
        await _front.SteadyAsync(tell, cancellationToken);
    }

    private void Keep(Release release) => ReleaseFile.Keep(environment, Repository, release);
}
