using PspLoad.Core.Environments;
using PspLoad.Lab.Image;
using PspLoad.Provisioning.Images;
using PspLoad.Roles.Acquirer;
using PspLoad.Roles.Application;

namespace PspLoad.Runs.Images;

/// <summary>
/// The applications of this checkout as images that roles may push. An image is built only when it is pushed: a fleet that runs it already does not
/// need it here, and the build of another checkout may have removed it from the engine.
/// </summary>
public static class CheckoutImages
{
    /// <param name="images">builds the images</param>
    /// <returns>the images that the environment runs</returns>
    /// <exception cref="Core.Errors.OperationFailedException">no container engine answers</exception>
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
