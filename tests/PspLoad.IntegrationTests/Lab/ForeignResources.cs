using System.Net;
using Docker.DotNet.Models;
using PspLoad.Lab.Engine;

namespace PspLoad.IntegrationTests.Lab;

/// <summary>A container and a network on the same engine that belong to no lab.</summary>
internal sealed class ForeignResources : IAsyncDisposable
{
    private readonly LabEngine _engine;
    private readonly string _container;
    private readonly string _network;

    private ForeignResources(LabEngine engine, string container, string network) =>
        (this._engine, this._container, this._network) = (engine, container, network);

    /// <param name="engine">the lab's engine</param>
    /// <param name="seed">makes the names unique</param>
    public static async Task<ForeignResources> CreateAsync(LabEngine engine, IPAddress seed)
    {
        var name = $"foreign-{seed.ToString().Replace('.', '-')}";
        var images = await engine.Client.Images.ListImagesAsync(new ImagesListParameters(), TestContext.Current.CancellationToken);
        var madeContainer = await engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Name = name,
                Image = images[0].ID,
                Entrypoint = ["sleep", "60"],
            },
            TestContext.Current.CancellationToken
        );
        var madeNetwork = await engine.Client.Networks.CreateNetworkAsync(new NetworksCreateParameters { Name = name }, TestContext.Current.CancellationToken);
        return new ForeignResources(engine, madeContainer.ID, madeNetwork.ID);
    }

    public async Task<bool> AreThereAsync()
    {
        await _engine.Client.Networks.InspectNetworkAsync(_network, TestContext.Current.CancellationToken);
        return (await _engine.Client.Containers.InspectContainerAsync(_container, TestContext.Current.CancellationToken)).ID == _container;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.RemoveContainerAsync(_container, CancellationToken.None);
        await _engine.Client.Networks.DeleteNetworkAsync(_network, CancellationToken.None);
    }
}
