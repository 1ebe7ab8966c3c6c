using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;
using PspLoad.Lab.Engine;

namespace PspLoad.Lab.Image;

/// <summary>The image of all lab hosts. It is built once per content, however many labs use it.</summary>
internal sealed class HostImage(LabEngine engine, TimeProvider time, ILogger logger)
{
    private const string Repository = "pspload-lab-host";
    private const string BootstrappedRepository = "pspload-lab-base";
    private const string UpstreamRepository = "debian";
    private const string UpstreamTag = "bookworm-slim";

    /// <summary>Longest silence of a working registry.</summary>
    private static readonly TimeSpan s_pullPatience = TimeSpan.FromSeconds(15);

    private readonly HostImageSource _source = HostImageSource.Load();
    private readonly EngineImages _images = new(engine, time, logger);

    /// <returns>name and tag of the image; it exists on the engine</returns>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var image = $"{Repository}:{_source.Hash}";
        if (await _images.ExistsAsync(image, cancellationToken))
            return image;

        using var turn = await _images.TurnAsync("lab-image", image, cancellationToken);
        if (await _images.ExistsAsync(image, cancellationToken))
            return image;

        DiskSpace.Require(engine.DataDirectory, DiskSpace.ForImageBytes, "the lab's host image");
        logger.BuildingImage(image);
        var sources = await AptSources.ReadAsync("/etc/apt", cancellationToken);
        var parent = await BaseAsync(sources, cancellationToken);
        await using (var context = _source.Context(sources.ContextFiles()))
            await _images.BuildAsync(image, context, new() { ["BASE"] = parent }, new() { [LabIdentity.ImageLabel] = _source.Hash }, cancellationToken);
        await _images.RemoveOldAsync(Repository, _source.Hash, cancellationToken);
        await _images.RemoveOldAsync(BootstrappedRepository, _source.PackagesHash, cancellationToken);
        return image;
    }

    private async Task<string> BaseAsync(AptSources sources, CancellationToken cancellationToken)
    {
        var upstream = $"{UpstreamRepository}:{UpstreamTag}";
        if (await _images.ExistsAsync(upstream, cancellationToken) || await PullAsync(cancellationToken))
            return upstream;

        var bootstrapped = $"{BootstrappedRepository}:{_source.PackagesHash}";
        if (await _images.ExistsAsync(bootstrapped, cancellationToken))
            return bootstrapped;
        logger.Bootstrapping(upstream);
        await DebianBootstrap.RunAsync(
            _source.Packages,
            sources,
            (tar, token) =>
                EngineImages.AnsweredAsync(progress =>
                    engine.Client.Images.CreateImageAsync(
                        new ImagesCreateParameters { Repo = BootstrappedRepository, Tag = _source.PackagesHash },
                        tar,
                        authConfig: null,
                        progress,
                        token
                    )
                ),
            cancellationToken
        );
        return bootstrapped;
    }

    /// <returns>false when no registry provided the image in time</returns>
    private async Task<bool> PullAsync(CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(s_pullPatience);
        try
        {
            await EngineImages.AnsweredAsync(
                progress =>
                    engine.Client.Images.CreateImageAsync(
                        new ImagesCreateParameters { FromImage = UpstreamRepository, Tag = UpstreamTag },
                        authConfig: null,
                        progress,
                        silence.Token
                    ),
                onMessage: () => silence.CancelAfter(s_pullPatience)
            );
            return true;
        }
        catch (Exception e) when (e is DockerApiException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logger.NoRegistry(e.Message);
            return false;
        }
    }
}
