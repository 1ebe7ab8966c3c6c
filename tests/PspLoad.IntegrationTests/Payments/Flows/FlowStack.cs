using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>Database, acquirer and two nodes for one test only: the books contain no other payments.</summary>
internal sealed class FlowStack : IAsyncDisposable
{
    private readonly MariaDbInstance _database;

    private FlowStack(MariaDbInstance database, AcquirerProcess acquirer, PspNode a, PspNode b) =>
        (this._database, Acquirer, A, B) = (database, acquirer, a, b);

    public MariaDbInstance Database => _database;

    public AcquirerProcess Acquirer { get; }

    public PspNode A { get; }

    public PspNode B { get; }

    /// <param name="system">the shared parts</param>
    /// <param name="name">of the stack</param>
    /// <param name="serverId">of its database</param>
    /// <param name="cancellationToken">stops waiting</param>
    /// <param name="settings">variables of the nodes that differ from the system's</param>
    public static async Task<FlowStack> StartAsync(
        PaymentSystem system,
        string name,
        int serverId,
        CancellationToken cancellationToken,
        params (string Name, string Value)[] settings
    )
    {
        var server = await MariaDbInstance.StartAsync(Path.Combine(system.Directory, name), serverId, cancellationToken);
        await PaymentSystem.CreateSchemaAsync(server, cancellationToken);
        var acquirer = await AcquirerProcess.StartAsync(system.Directory, system.Http, cancellationToken);
        var stack = new FlowStack(server, acquirer, system.CreateNode(name + "1", acquirer, server), system.CreateNode(name + "2", acquirer, server));
        // Start one after the other: SoftHSM may refuse two processes that open the same token at the same moment.
        foreach (var node in new[] { stack.A, stack.B })
        {
            node.Start(settings);
            await node.WaitReadyAsync(cancellationToken);
        }
        return stack;
    }

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        await Acquirer.DisposeAsync();
        await _database.DisposeAsync();
    }
}
