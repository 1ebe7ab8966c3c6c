using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;
using PspLoad.Lab.Engine;

namespace PspLoad.Lab.Image;

/// <summary>Finds, builds and removes images on the engine.</summary>
internal sealed class EngineImages(LabEngine engine, TimeProvider time, ILogger logger)
{
    /// <summary>Another checkout may be about to use a younger image.</summary>
    private static readonly TimeSpan s_keepUnused = TimeSpan.FromHours(1);

    /// <returns>null when the engine has no such image</returns>
    public async Task<ImageInspectResponse?> FindAsync(string image, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.Client.Images.InspectImageAsync(image, cancellationToken);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    public async Task<bool> ExistsAsync(string image, CancellationToken cancellationToken) => await FindAsync(image, cancellationToken) is not null;

    /// <summary>Builds the <c>Dockerfile</c> of the context.</summary>
    /// <exception cref="DockerApiException">a build step failed</exception>
    public Task BuildAsync(
        string image,
        Stream context,
        Dictionary<string, string> arguments,
        Dictionary<string, string> labels,
        CancellationToken cancellationToken
    )
    {
        var parameters = new ImageBuildParameters
        {
            Tags = [image],
            Dockerfile = "Dockerfile",
            BuildArgs = arguments,
            Labels = labels,
            Remove = true,
            ForceRemove = true,
        };
        return AnsweredAsync(progress =>
            engine.Client.Images.BuildImageFromDockerfileAsync(parameters, context, authConfigs: null, headers: null, progress, cancellationToken)
        );
    }

    /// <summary>Calls the engine and checks its message stream: it reports an error in a message, under status 200.</summary>
    public static async Task AnsweredAsync(Func<IProgress<JSONMessage>, Task> call, Action? onMessage = null)
    {
        var answers = new Answers(onMessage);
        await call(answers);
        if (answers.Error is { } error)
            throw new DockerApiException(HttpStatusCode.InternalServerError, error);
    }

    /// <summary>Removes images that this version does not build, that no container uses and that no other build is about to use.</summary>
    public async Task RemoveOldAsync(string repository, string keptTag, CancellationToken cancellationToken)
    {
        var ours = new Dictionary<string, IDictionary<string, bool>> { ["reference"] = new Dictionary<string, bool> { [repository] = true } };
        var images = await engine.Client.Images.ListImagesAsync(new ImagesListParameters { Filters = ours }, cancellationToken);
        var limit = time.GetUtcNow() - s_keepUnused;
        foreach (
            var tag in images
                .Where(image => image.Created < limit.UtcDateTime)
                .SelectMany(image => image.RepoTags)
                .Where(tag => tag != $"{repository}:{keptTag}")
        )
        {
            try
            {
                await engine.Client.Images.DeleteImageAsync(tag, new ImageDeleteParameters(), cancellationToken);
                logger.OldImageRemoved(tag);
            }
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
            {
                // Used by another lab, or gone already.
            }
        }
    }

    /// <summary>Takes the build lock for one kind of image; it is shared by all checkouts of this user.</summary>
    public Task<ProcessLock> TurnAsync(string kind, string image, CancellationToken cancellationToken)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return ProcessLock.AcquireAsync(Path.Combine(cache, "pspload", $"{kind}.lock"), time, () => logger.WaitingForImage(image), cancellationToken);
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
