using Microsoft.Extensions.Logging;
using PspLoad.Core.Errors;
using PspLoad.Lab.Engine;

namespace PspLoad.Lab.Image;

/// <summary>
/// Builds container images of the reference PSP and the acquirer simulator from the checkout's sources, on this machine's engine. The tag is a
/// hash of the sources and the base, so an existing image is not built again.
/// </summary>
/// <param name="checkout">folder of <c>PspLoad.sln</c></param>
public sealed class ApplicationImages(string checkout, ILogger<ApplicationImages> logger, TimeProvider time)
{
    /// <summary>The tag that <see cref="EnsureAsync"/> would use with the lab's host image as the base. Builds no application.</summary>
    /// <exception cref="OperationFailedException">no engine, or the host image cannot be built</exception>
    public Task<string> TagAsync(Application application, CancellationToken cancellationToken) =>
        WithEngineAsync(
            async engine =>
            {
                var parent = await new EngineImages(engine, time, logger).FindAsync(
                    await new HostImage(engine, time, logger).EnsureAsync(cancellationToken),
                    cancellationToken
                );
                return await new ApplicationSource(checkout, application).HashAsync(parent!.ID, cancellationToken);
            },
            cancellationToken
        );

    /// <param name="baseImage">name of an existing image with glibc, libssl3, libstdc++6 and ca-certificates; null for the lab's host image</param>
    /// <exception cref="OperationFailedException">no engine, no SDK, no such base, or a build error</exception>
    public Task<ApplicationImage> EnsureAsync(Application application, string? baseImage, CancellationToken cancellationToken) =>
        WithEngineAsync(
            async engine =>
            {
                var images = new EngineImages(engine, time, logger);
                var parentName = baseImage ?? await new HostImage(engine, time, logger).EnsureAsync(cancellationToken);
                var parent = await images.FindAsync(parentName, cancellationToken)
                    ?? throw new OperationFailedException(
                        ExitCode.InvalidUsage,
                        $"the engine has no image '{parentName}' to build on",
                        $"run docker pull {parentName}, or omit the base to use the lab's host image"
                    );

                var source = new ApplicationSource(checkout, application);
                var tag = await source.HashAsync(parent.ID, cancellationToken);
                var name = $"{application.Repository}:{tag}";
                var built = await images.FindAsync(name, cancellationToken);
                if (built is null)
                {
                    using var turn = await images.TurnAsync("application-image", name, cancellationToken);
                    if (!await images.ExistsAsync(name, cancellationToken))
                    {
                        DiskSpace.Require(engine.DataDirectory, DiskSpace.ForImageBytes, $"the image {name}");
                        logger.BuildingApplication(name);
                        await using var context = await source.PublishAsync(cancellationToken);
                        await images.BuildAsync(
                            name,
                            context,
                            new() { ["BASE_IMAGE"] = parentName },
                            new() { [LabIdentity.ImageLabel] = tag },
                            cancellationToken
                        );
                        await images.RemoveOldAsync(application.Repository, tag, cancellationToken);
                    }

                    built = await engine.Client.Images.InspectImageAsync(name, cancellationToken);
                }

                return new ApplicationImage(name, built.ID, parentName, built.Size, built.Size - parent.Size);
            },
            cancellationToken
        );

    /// <summary>Writes the image in the format of <c>docker load</c>, including the layers of its base.</summary>
    public static Task SaveAsync(ApplicationImage image, Stream destination, CancellationToken cancellationToken) =>
        WithEngineAsync(
            async engine =>
            {
                await using var tar = await engine.Client.Images.SaveImageAsync(image.Name, cancellationToken);
                await tar.CopyToAsync(destination, cancellationToken);
                return image;
            },
            cancellationToken
        );

    private static async Task<T> WithEngineAsync<T>(Func<LabEngine, Task<T>> work, CancellationToken cancellationToken)
    {
        using var engine = await LabEngine.ConnectAsync(EngineEndpoint.Resolve(), cancellationToken);
        try
        {
            return await work(engine);
        }
        catch (Exception e) when (EngineErrors.IsOfEngine(e) && !cancellationToken.IsCancellationRequested)
        {
            throw await EngineErrors.ExplainAsync(engine, e);
        }
    }
}
