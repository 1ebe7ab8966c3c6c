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

    /// <param name="webhookUrl">receives the merchant's webhooks; null: the receiver that all tests share</param>
    public static async Task<FlowStack> StartAsync(PaymentSystem system, string name, int serverId, CancellationToken cancellationToken, Uri? webhookUrl = null)
    {
        var server = await MariaDbInstance.StartAsync(Path.Combine(system.Directory, name), serverId, cancellationToken);
        await PaymentSystem.CreateSchemaAsync(server, cancellationToken);
        var acquirer = await AcquirerProcess.StartAsync(system.Directory, system.Http, cancellationToken);
        var environment = system.Environment(acquirer, server);
        if (webhookUrl is not null)
        {
            environment["MERCHANTS_FILE"] = Path.Combine(system.Directory, name + "-merchants.json");
            await File.WriteAllTextAsync(environment["MERCHANTS_FILE"], PaymentSystem.Merchant(webhookUrl), cancellationToken);
        }
        var stack = new FlowStack(server, acquirer, Node(name + "1"), Node(name + "2"));
        // Start one after the other: SoftHSM may refuse two processes that open the same token at the same moment.
        await stack.A.StartReadyAsync(cancellationToken);
        await stack.B.StartReadyAsync(cancellationToken);
        return stack;

        PspNode Node(string node) => new(node, environment, system.Directory, system.Http);
    }

    public async ValueTask DisposeAsync()
    {
        await A.DisposeAsync();
        await B.DisposeAsync();
        await Acquirer.DisposeAsync();
        await _database.DisposeAsync();
    }
}
