namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>Database, acquirer and two nodes, shared by the tests of a collection. Each test uses its own order numbers.</summary>
public sealed class PaymentSystem : IAsyncLifetime
{
    internal const string MerchantKey = "merchant-key-of-the-test";
    internal const string MerchantSecret = "merchant-secret-of-the-test";
    internal const string WebhookSecret = "webhook-secret-of-the-test";
    private const string DatabasePassword = "database-password-of-the-test";

    private SoftToken? _token;

    internal string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("pspload-payments-").FullName;

    internal HttpClient Http { get; } =
        new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30), MaxConnectionsPerServer = 200 })
        {
            Timeout = TimeSpan.FromSeconds(5),
        };

    internal MariaDbInstance Database { get; private set; } = null!;

    internal AcquirerProcess Acquirer { get; private set; } = null!;

    internal WebhookReceiver Webhooks { get; } = new();

    internal PspNode A { get; private set; } = null!;

    internal PspNode B { get; private set; } = null!;

    internal MerchantClient Client => new(Http, MerchantKey, MerchantSecret);

    internal MerchantClient LimitedClient => new(Http, "limited-key-of-the-test", MerchantSecret);

    /// <summary>Why the system cannot run here; null when it can.</summary>
    internal static string? Missing =>
        MariaDbInstance.Missing ?? (File.Exists(SoftToken.Library) ? null : $"SoftHSM is not installed ({SoftToken.Library}): apt-get install softhsm2 opensc");

    /// <summary>Must be the first line of every test.</summary>
    internal static void SkipIfMissing()
    {
        if (Missing is { } reason)
            Assert.Skip(reason);
    }

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        var cancellationToken = TestContext.Current.CancellationToken;
        Database = await MariaDbInstance.StartAsync(Path.Combine(Directory, "db"), 1, cancellationToken);
        await CreateSchemaAsync(Database, cancellationToken);
        Acquirer = await AcquirerProcess.StartAsync(Directory, Http, cancellationToken);
        _token = await SoftToken.CreateWithKekAsync(cancellationToken);
        A = CreateNode("app1");
        B = CreateNode("app2");
        // Start both at the same time: they migrate the same database, create its first keys and open the same token.
        A.Start();
        B.Start();
        await A.WaitReadyAsync(cancellationToken);
        await B.WaitReadyAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { A, B, Acquirer, Database, Webhooks })
        {
            if (part is not null)
                await part.DisposeAsync();
        }

        _token?.Dispose();
        Http.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    internal static Task CreateSchemaAsync(MariaDbInstance database, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"CREATE DATABASE psp; CREATE USER psp@'127.0.0.1' IDENTIFIED BY '{DatabasePassword}'; GRANT ALL ON psp.* TO psp@'127.0.0.1'",
            cancellationToken
        );

    /// <summary>The setting of nodes whose merchant has a receiver of its own.</summary>
    internal async Task<(string Name, string Value)> WebhooksToAsync(Uri url, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Directory, $"merchants-{url.Port}.json");
        await File.WriteAllTextAsync(file, Merchant(url), cancellationToken);
        return ("MERCHANTS_FILE", file);
    }

    private static string Merchant(Uri webhookUrl) =>
        $$"""[{"name":"shop","key":"{{MerchantKey}}","secret":"{{MerchantSecret}}","webhookUrl":"{{webhookUrl}}","webhookSecret":"{{WebhookSecret}}"}]""";

    /// <summary>A node on the shared database and acquirer.</summary>
    internal PspNode CreateNode(string name) => CreateNode(name, Acquirer, Database);

    /// <summary>
    /// A node on other databases. A test that pays there needs an acquirer of its own: other tests compare the shared book with the shared database.
    /// </summary>
    internal PspNode CreateNode(string name, AcquirerProcess acquirer, params MariaDbInstance[] databases) =>
        new(name, Environment(acquirer, databases), Directory, Http);

    internal Dictionary<string, string> Environment(AcquirerProcess acquirer, params MariaDbInstance[] databases)
    {
        File.WriteAllText(Path.Combine(Directory, "database-password"), DatabasePassword + "\n");
        var webhook = $$"""
            [{"name":"shop","key":"{{MerchantKey}}","secret":"{{MerchantSecret}}","webhookUrl":"{{Webhooks.Url}}","webhookSecret":"{{WebhookSecret}}"},
             {"name":"limited","key":"limited-key-of-the-test","secret":"{{MerchantSecret}}","requestsPerSecond":5}]
            """;
        // Running nodes follow this file.
        var merchants = Path.Combine(Directory, "merchants.json");
        if (!File.Exists(merchants))
            File.WriteAllText(merchants, webhook);
        return new Dictionary<string, string>
        {
            ["SOFTHSM2_CONF"] = SoftToken.ConfigurationFile,
            ["DATABASE_SERVERS"] = string.Join(',', databases.Select(database => $"127.0.0.1:{database.Port}")),
            ["DATABASE_PASSWORD_FILE"] = Path.Combine(Directory, "database-password"),
            ["ACQUIRER_URL"] = $"http://127.0.0.1:{acquirer.Port}",
            ["ACQUIRER_TIMEOUT_MS"] = "1000",
            ["GIVE_UP_AFTER_MS"] = "4000",
            ["PKCS11_LIBRARY"] = _token!.Options.LibraryPath,
            ["PKCS11_TOKEN"] = _token.Options.TokenLabel,
            ["PKCS11_PIN_FILE"] = _token.Options.PinFile,
            ["PKCS11_KEY"] = _token.Options.KekLabel,
            ["MERCHANTS_FILE"] = merchants,
        };
    }
}
