using PspLoad.Core.Environments;
using PspLoad.Lab.Image;
using PspLoad.Provisioning.Images;
using PspLoad.Roles.Acquirer;
using PspLoad.Roles.Application;

namespace PspLoad.Runs.Images;

/// <summary>
/// The checkout's own applications as images that roles may push. Built when one is pushed: a fleet that runs what the checkout has needs no image here, which
/// another checkout's build may have removed from the engine.
/// </summary>
public static class CheckoutImages
{
    /// <returns>those that an environment runs</returns>
    /// <exception cref="Core.Errors.OperationFailedException">no engine</exception>
    public static async Task<IReadOnlyList<LocalImage>> DescribeAsync(PspEnvironment environment, ApplicationImages images, CancellationToken cancellationToken)
    {
        var found = new List<LocalImage>();
        foreach (
            var (role, application) in new[] { (ApplicationRole.RoleName, Application.ReferencePsp), (AcquirerRole.RoleName, Application.AcquirerSimulator) }
        )
        {
            if (!environment.HostsWith(role).Any())
                continue;
            found.Add(
                new LocalImage(application.Repository, await images.TagAsync(application, cancellationToken), async (stream, cancellation) =>
                    await ApplicationImages.SaveAsync(await images.EnsureAsync(application, baseImage: null, cancellation), stream, cancellation)
                )
            );
        }
        return found;
    }
}
