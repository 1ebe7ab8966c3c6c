using Docker.DotNet.Models;
using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Lab.Engine;
using PspLoad.Lab.Image;

namespace PspLoad.IntegrationTests.Lab;

public sealed class LabImages(LabFixture lab)
{
    [Theory]
    [InlineData(0, new[] { "kept", "old" })] // another build may be about to use "old"
    [InlineData(2, new[] { "kept" })]
    public async Task Old_images_of_earlier_versions_are_removed(int hoursLater, string[] left)
    {
        await lab.AttachedAsync();
        using var engine = await LabEngine.ConnectAsync(EngineEndpoint.Resolve(), TestContext.Current.CancellationToken);
        var image = await new HostImage(engine, TimeProvider.System, NullLogger.Instance).EnsureAsync(TestContext.Current.CancellationToken);
        var repository = $"pspload-test-{Guid.NewGuid():N}";
        foreach (var tag in (string[])["old", "kept"])
            await BuildAsync(engine, image, $"{repository}:{tag}");

        await new EngineImages(engine, new Later(TimeSpan.FromHours(hoursLater)), NullLogger.Instance).RemoveOldAsync(
            repository,
            "kept",
            TestContext.Current.CancellationToken
        );

        var tags = await TagsAsync(engine, repository);
        foreach (var tag in tags)
        {
            await engine.Client.Images.DeleteImageAsync(
                $"{repository}:{tag}",
                new ImageDeleteParameters { Force = true },
                TestContext.Current.CancellationToken
            );
        }

        Assert.Equal(left, tags);
    }

    private static async Task BuildAsync(LabEngine engine, string parent, string name)
    {
        var container = await engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters { Image = parent },
            TestContext.Current.CancellationToken
        );
        var parts = name.Split(':');
        await engine.Client.Images.CommitContainerChangesAsync(
            new CommitContainerChangesParameters
            {
                ContainerID = container.ID,
                RepositoryName = parts[0],
                Tag = parts[1],
            },
            TestContext.Current.CancellationToken
        );
        await engine.RemoveContainerAsync(container.ID, TestContext.Current.CancellationToken);
    }

    private static async Task<string[]> TagsAsync(LabEngine engine, string repository)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["reference"] = new Dictionary<string, bool> { [repository] = true } };
        var images = await engine.Client.Images.ListImagesAsync(new ImagesListParameters { Filters = filters }, TestContext.Current.CancellationToken);
        return [.. images.SelectMany(image => image.RepoTags).Select(tag => tag.Split(':')[1]).Order()];
    }

    private sealed class Later(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
