using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;
using PspLoad.Lab.Engine;

namespace PspLoad.Lab.Image;

/// <summary>The image that every lab host starts from: built once a content, whatever number of labs asks for it.</summary>
internal sealed class HostImage(LabEngine engine, TimeProvider time, ILogger logger)
{
    private const string Repository = "pspload-lab-host";
    private const string BootstrappedRepository = "pspload-lab-base";
    private const string UpstreamRepository = "debian";
    private const string UpstreamTag = "bookworm-slim";

    /// <summary>No registry that works stays silent for longer.</summary>
    private static readonly TimeSpan PullPatience = TimeSpan.FromSeconds(15);

    /// <summary>Younger images may be another checkout's that is about to start its hosts.</summary>
    private static readonly TimeSpan KeepUnused = TimeSpan.FromHours(1);

    private readonly HostImageSource source = HostImageSource.Load();

    /// <returns>name and tag of the image, which exists on the engine</returns>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var image = $"{Repository}:{source.Hash}";
        if (await ExistsAsync(image, cancellationToken))
            return image;

        using var turn = await ProcessLock.AcquireAsync(LockFile(), time, () => logger.WaitingForImage(image), cancellationToken);
        if (await ExistsAsync(image, cancellationToken))
            return image;

        DiskSpace.Require(engine.DataDirectory, DiskSpace.ForImageBytes, "the lab's host image");
        logger.BuildingImage(image);
        var sources = await AptSources.ReadAsync("/etc/apt", cancellationToken);
        var parent = await BaseAsync(sources, cancellationToken);
        await BuildAsync(image, parent, sources, cancellationToken);
        await RemoveOldAsync(Repository, source.Hash, cancellationToken);
        await RemoveOldAsync(BootstrappedRepository, source.PackagesHash, cancellationToken);
        return image;
    }

    private async Task<string> BaseAsync(AptSources sources, CancellationToken cancellationToken)
    {
        var upstream = $"{UpstreamRepository}:{UpstreamTag}";
        if (await ExistsAsync(upstream, cancellationToken) || await PullAsync(cancellationToken))
            return upstream;

        var bootstrapped = $"{BootstrappedRepository}:{source.PackagesHash}";
        if (await ExistsAsync(bootstrapped, cancellationToken))
            return bootstrapped;
        logger.Bootstrapping(upstream);
        await Bootstrap.RunAsync(
            source.Packages,
            sources,
            (tar, token) => AnsweredAsync(progress => engine.Client.Images.CreateImageAsync(
                new ImagesCreateParameters { Repo = BootstrappedRepository, Tag = source.PackagesHash }, tar, authConfig: null, progress, token)),
            cancellationToken);
        return bootstrapped;
    }

    /// <returns>false where no registry gave the image in time</returns>
    private async Task<bool> PullAsync(CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(PullPatience);
        try
        {
            await AnsweredAsync(
                progress => engine.Client.Images.CreateImageAsync(
                    new ImagesCreateParameters { FromImage = UpstreamRepository, Tag = UpstreamTag }, authConfig: null, progress, silence.Token),
                onMessage: () => silence.CancelAfter(PullPatience));
            return true;
        }
        catch (Exception e) when (e is DockerApiException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            logger.NoRegistry(e.Message);
            return false;
        }
    }

    private async Task BuildAsync(string image, string parent, AptSources sources, CancellationToken cancellationToken)
    {
        var parameters = new ImageBuildParameters
        {
            Tags = [image],
            Dockerfile = "Dockerfile",
            BuildArgs = new Dictionary<string, string> { ["BASE"] = parent },
            Labels = new Dictionary<string, string> { [LabIdentity.ImageLabel] = source.Hash },
            Remove = true,
            ForceRemove = true,
        };
        await using var context = source.Context(sources.ContextFiles());
        await AnsweredAsync(progress => engine.Client.Images.BuildImageFromDockerfileAsync(parameters, context, authConfigs: null, headers: null, progress, cancellationToken));
    }

    /// <summary>A stream of messages tells a failure in one of them, under status 200.</summary>
    private static async Task AnsweredAsync(Func<IProgress<JSONMessage>, Task> call, Action? onMessage = null)
    {
        var answers = new Answers(onMessage);
        await call(answers);
        if (answers.Error is { } error)
            throw new DockerApiException(HttpStatusCode.InternalServerError, error);
    }

    private async Task<bool> ExistsAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Client.Images.InspectImageAsync(image, cancellationToken);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Removes images that no container uses, no other build is about to use, and this version does not make.</summary>
    internal async Task RemoveOldAsync(string repository, string keptTag, CancellationToken cancellationToken)
    {
        var ours = new Dictionary<string, IDictionary<string, bool>> { ["reference"] = new Dictionary<string, bool> { [repository] = true } };
        var images = await engine.Client.Images.ListImagesAsync(new ImagesListParameters { Filters = ours }, cancellationToken);
        var limit = time.GetUtcNow() - KeepUnused;
        foreach (var tag in images.Where(image => image.Created < limit.UtcDateTime).SelectMany(image => image.RepoTags).Where(tag => tag != $"{repository}:{keptTag}"))
        {
            try
            {
                await engine.Client.Images.DeleteImageAsync(tag, new ImageDeleteParameters(), cancellationToken);
                logger.OldImageRemoved(tag);
            }
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
            {
                // In use by another lab, or gone already.
            }
        }
    }

    private static string LockFile()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "pspload", "lab-image.lock");
    }

    private sealed class Answers(Action? onMessage) : IProgress<JSONMessage>
    {
        public string? Error { get; private set; }

        public void Report(JSONMessage value)
        {
            onMessage?.Invoke();
            Error ??= value.Error?.Message;
        }
    }
}
