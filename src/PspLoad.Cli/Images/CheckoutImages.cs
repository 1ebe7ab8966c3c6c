using Microsoft.Extensions.Logging;
using PspLoad.Cli.Terminal;
using PspLoad.Core.Environments;
using PspLoad.Lab.Image;
using PspLoad.Provisioning.Images;

namespace PspLoad.Cli.Images;

/// <summary>The checkout's own applications as images that roles may push; built where their sources have changed.</summary>
internal static class CheckoutImages
{
    /// <returns>those that an environment runs</returns>
    /// <exception cref="Core.Errors.OperationFailedException">no engine, no SDK, or sources that do not build</exception>
    public static async Task<IReadOnlyList<LocalImage>> EnsureAsync(PspEnvironment environment, CancellationToken cancellationToken)
    {
        var images = new ApplicationImages(Checkout.Root, new Narrator<ApplicationImages>(LogLevel.Information), TimeProvider.System);
        var found = new List<LocalImage>();
        foreach (var (role, application) in new[] { ("application", Application.ReferencePsp), ("acquirer", Application.AcquirerSimulator) })
        {
            if (!environment.HostsWith(role).Any())
                continue;
            var image = await images.EnsureAsync(application, baseImage: null, cancellationToken);
            found.Add(new LocalImage(application.Repository, image.Name[(image.Name.LastIndexOf(':') + 1)..], (stream, cancellation) => ApplicationImages.SaveAsync(image, stream, cancellation)));
        }
        return found;
    }
}
